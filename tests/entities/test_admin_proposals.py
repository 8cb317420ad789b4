"""Who may not change what readers see proposes a change; a second person decides."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client

from articles.models import KeptForm, Passage, Proposal
from entities.models import Citation, Claim, Entity, Name
from tests.admin_form import FormReader, errors_on, opened
from tests.factories import (
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_draft_claim,
    make_name,
    make_qualifier,
    member_of,
)

pytestmark = pytest.mark.django_db
WHY = "The report says four."


def person(name, group):
    user = get_user_model().objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ann(db):
    return person("ann", "annotator")


@pytest.fixture
def rey(db):
    return person("rey", "reviewer")


@pytest.fixture
def claim(db):
    return make_claim()


def page_of(record, page="propose") -> str:
    opts = record._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/{page}/"


def look_of(proposal) -> str:
    return f"/admin/articles/proposal/{proposal.pk}/change/"


def proposes(user, record, **typed):
    """Open the form, type, and send it; return the answer."""
    client = logged_in(user)
    fields = opened(client, page_of(record))
    return client.post(page_of(record), fields | {"change_reason": WHY} | typed)


def proposed(user, record, **typed) -> Proposal:
    assert errors_on(proposes(user, record, **typed)) == ""
    return Proposal.objects.open().get(by=user, object_id=record.pk)


def decides(user, proposal, verb="accept", **typed):
    """Open the page of the proposal, choose and press a button; return the answer."""
    client = logged_in(user)
    page = client.get(look_of(proposal))
    reader = FormReader()
    reader.feed(page.content.decode())
    shown = {"compared": reader.fields.get("compared", [""])}
    return client.post(look_of(proposal), shown | {"verb": verb} | typed)


def new_name(text, index=0, total=1, initial=0):
    return {
        "names-TOTAL_FORMS": str(total),
        "names-INITIAL_FORMS": str(initial),
        f"names-{index}-text": text,
        f"names-{index}-language": "en",
        f"names-{index}-kind": "alias",
        f"names-{index}-id": "",
    }


# Proposing


def test_a_proposal_leaves_the_record_and_its_history_as_they_are(ann, claim):
    before = Claim.objects.filter(pk=claim.pk).values().get()
    rows = claim.history.count()
    proposal = proposed(ann, claim, derived="by adding up")
    assert Claim.objects.filter(pk=claim.pk).values().get() == before
    assert claim.history.count() == rows
    assert (proposal.by, proposal.reason) == (ann, WHY)
    assert proposal.revision == claim.revision
    assert proposal.data["derived"] == ["by adding up"]
    assert not {"csrfmiddlewaretoken", "keeper", "change_reason"} & set(proposal.data)


def test_the_published_page_stays_closed_and_leads_to_the_form(ann, claim):
    client = logged_in(ann)
    page = client.get(page_of(claim, "change")).content.decode()
    assert 'name="derived"' not in page
    assert page_of(claim) in page
    typed = {"derived": "straight", "change_reason": WHY, "revision": claim.revision}
    assert client.post(page_of(claim, "change"), typed).status_code == 403
    assert Claim.objects.get().derived == ""


def test_a_proposal_has_a_reason_and_changes_something(ann, claim):
    assert "required" in errors_on(proposes(ann, claim, derived="x", change_reason=" "))
    assert "Nothing would change" in errors_on(proposes(ann, claim))
    assert not Proposal.objects.exists()


def test_a_form_that_could_not_be_saved_is_not_proposed_and_not_lost(ann, claim):
    said = errors_on(proposes(ann, claim, as_of="no date"))
    assert "is not a date" in said
    assert not Proposal.objects.exists()
    kept = KeptForm.objects.get(user=ann)
    assert kept.address == page_of(claim)
    client = logged_in(ann)
    assert (
        'value="no date"' in client.get(kept.address + "?unsaved=yes").content.decode()
    )


def test_what_would_keep_it_from_being_published_cannot_be_proposed(ann, claim):
    qualifier = make_qualifier(claim, "period", text="2023")
    claim.property.required_qualifiers.add(qualifier.kind)
    said = errors_on(proposes(ann, claim, **{"qualifiers-0-DELETE": "on"}))
    assert "needs the qualifier" in said
    assert claim.qualifiers.count() == 1
    assert not Proposal.objects.exists()


def test_a_newer_proposal_of_the_same_person_replaces_the_older(ann, rey, claim):
    first = proposed(ann, claim, derived="one")
    second = proposed(ann, claim, derived="two")
    assert [p.pk for p in Proposal.objects.all()] == [second.pk] != [first.pk]
    other = person("bo", "annotator")
    proposed(other, claim, derived="three")
    assert Proposal.objects.count() == 2
    assert logged_in(rey).post(look_of(first), {"verb": "accept"}).status_code == 404


def test_a_form_that_was_overtaken_is_settled_before_it_is_proposed(ann, claim):
    client = logged_in(ann)
    fields = opened(client, page_of(claim)) | {"derived": "mine"}
    claim.derived = "theirs"
    claim._change_reason = "mended"
    claim.save()
    page = client.post(page_of(claim), fields)
    assert "after you had opened it" in errors_on(page)
    reader = FormReader()
    reader.feed(page.content.decode())
    sent = reader.fields | {"choice:derived": "mine"}
    assert errors_on(client.post(page_of(claim), sent)) == ""
    assert Proposal.objects.get().data["derived"] == ["mine"]
    assert Proposal.objects.get().revision == claim.revision
    assert Claim.objects.get().derived == "theirs"


@pytest.mark.parametrize("key", ["0", "999999", "nonsense", "9" * 40, "1%00"])
def test_nonsense_in_an_address_is_not_found(key, ann, rey):
    assert (
        logged_in(ann).get(f"/admin/entities/claim/{key}/propose/").status_code == 404
    )
    look = f"/admin/articles/proposal/{key}/change/"
    assert logged_in(rey).get(look).status_code == 404
    add = f"/admin/entities/citation/propose/?claim={key}"
    assert logged_in(ann).get(add).status_code == 404


def test_a_nul_and_too_much_are_no_error_of_ours(ann, claim):
    response = proposes(ann, claim, derived="a\x00b")
    assert "Null characters" in errors_on(response)
    said = errors_on(proposes(ann, claim, sentences_en="x" * 1_000_001))
    assert "too long" in said
    assert not Proposal.objects.exists()


# Deciding


def test_the_longest_reason_is_kept_whole(ann, rey, claim):
    said = errors_on(proposes(ann, claim, derived="x", change_reason="w" * 1801))
    assert "1,800" in said
    ann.username = "a" * 150
    ann.save()
    proposal = proposed(ann, claim, derived="x", change_reason="w" * 1800)
    assert errors_on(decides(rey, proposal)) == ""
    assert claim.history.first().history_change_reason.endswith("w" * 1800)


def test_a_second_person_sees_it_and_accepts_it(ann, rey, claim):
    proposal = proposed(ann, claim, derived="by adding up")
    page = logged_in(rey).get(look_of(proposal))
    [line] = page.context["looked"].lines
    assert (line.label, line.old, line.new) == ("Derived", "", "by adding up")
    assert WHY in page.content.decode()
    assert decides(rey, proposal).status_code == 302
    saved = Claim.objects.get()
    assert saved.derived == "by adding up"
    assert saved.status == "published"
    last = saved.history.first()
    assert last.history_user == rey
    assert last.history_change_reason == f"Proposed by ann: {WHY}"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("accepted", rey)


def test_rows_are_proposed_and_accepted_too(ann, rey):
    entity = make_company(slug="acme")
    entity.status = "in_review"
    entity.publish(by=member_of("reviewer"))
    old = make_name(entity, "Old name")
    proposal = proposed(
        ann,
        entity,
        **new_name("Ackme", index=1, total=2, initial=1),
        **{"names-0-text": "Older name"},
    )
    lines = logged_in(rey).get(look_of(proposal)).context["looked"].lines
    told = [(line.old, line.new) for line in lines]
    assert ("Old name", "Older name") in told
    assert any("Ackme" in new and not was for was, new in told)
    assert Name.objects.filter(entity=entity).count() == 1
    decides(rey, proposal)
    assert set(entity.names.values_list("text", flat=True)) == {"Older name", "Ackme"}
    assert old.history.first().history_user == rey


def test_nobody_accepts_or_refuses_their_own(rey, claim):
    proposal = proposed(rey, claim, derived="mine")
    page = logged_in(rey).get(look_of(proposal)).content.decode()
    assert 'value="accept"' not in page
    assert 'value="refuse"' not in page
    for verb in ("accept", "refuse"):
        answer = decides(rey, proposal, verb, note="So.")
        assert answer.status_code == 403
    assert Claim.objects.get().derived == ""
    assert Proposal.objects.get().state == "open"
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(
            state="accepted", decided_by=rey, decided_at=proposal.at
        )


def test_an_annotator_sees_and_does_not_decide(ann, claim):
    proposal = proposed(ann, claim, derived="mine")
    other = person("bo", "annotator")
    assert logged_in(other).get(look_of(proposal)).status_code == 200
    for verb in ("accept", "refuse", "take_back"):
        assert decides(other, proposal, verb, note="So.").status_code == 403
    assert Proposal.objects.get().state == "open"


def test_who_refuses_says_why_and_the_proposer_reads_it(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    assert "Say why" in errors_on(decides(rey, proposal, "refuse", note=" "))
    decides(rey, proposal, "refuse", note="It says five.\x00")
    assert Claim.objects.get().derived == ""
    page = logged_in(ann).get(look_of(proposal)).content.decode()
    assert "It says five." in page
    assert "Refused by rey" in page
    said = errors_on(decides(rey, proposal, "accept"))
    assert "decided on it" in said
    assert Claim.objects.get().derived == ""


def test_its_proposer_takes_it_back(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    decides(ann, proposal, "take_back")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.data) == ("taken_back", {})
    assert "taken back" in errors_on(decides(rey, proposal))


def test_what_nobody_else_touched_since_is_joined_with_the_proposal(ann, rey, claim):
    proposal = proposed(ann, claim, derived="proposed")
    claim.rank_reason = "changed since"
    claim.save()
    decides(rey, proposal)
    saved = Claim.objects.get()
    assert (saved.derived, saved.rank_reason) == ("proposed", "changed since")


@pytest.mark.parametrize(
    ("choice", "saved"), [("theirs", "since"), ("mine", "proposed"), ("anew", "since")]
)
def test_of_what_was_changed_since_the_decider_chooses(choice, saved, ann, rey, claim):
    """But writes nothing of their own: that takes a publisher."""
    proposal = proposed(ann, claim, derived="proposed")
    claim.derived = "since"
    claim.save()
    assert "Choose a version" in errors_on(decides(rey, proposal))
    decides(rey, proposal, **{"choice:derived": choice, "anew:derived": "my own"})
    assert Claim.objects.get().derived == saved
    state = Proposal.objects.get().state
    assert state == ("open" if choice == "anew" else "accepted")


def test_a_publisher_settles_it_in_other_words(ann, claim):
    proposal = proposed(ann, claim, derived="proposed")
    claim.derived = "since"
    claim.save()
    typed = {"choice:derived": "anew", "anew:derived": "both"}
    decides(member_of("publisher"), proposal, **typed)
    assert Claim.objects.get().derived == "both"


def test_nobody_accepts_what_they_have_not_seen(ann, rey, claim):
    proposal = proposed(ann, claim, derived="proposed")
    client = logged_in(rey)
    assert "Look at it again" in errors_on(
        client.post(look_of(proposal), {"verb": "accept"})
    )
    reader = FormReader()
    reader.feed(client.get(look_of(proposal)).content.decode())
    claim.rank_reason = "changed meanwhile"
    claim.save()
    sent = {"verb": "accept", "compared": reader.fields["compared"]}
    assert "Look at it again" in errors_on(client.post(look_of(proposal), sent))
    assert Claim.objects.get().derived == ""
    assert Proposal.objects.get().state == "open"


def test_what_stands_against_it_by_now_leaves_it_open(ann, rey, claim):
    qualifier = make_qualifier(claim, "period", text="2023")
    proposal = proposed(ann, claim, **{"qualifiers-0-DELETE": "on"})
    claim.property.required_qualifiers.add(qualifier.kind)
    assert "needs the qualifier" in errors_on(decides(rey, proposal))
    assert claim.qualifiers.count() == 1
    assert Proposal.objects.get().state == "open"


def test_nothing_is_changed_in_what_readers_no_longer_see(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    claim.withdraw(by=rey, reason="Wrong.")
    assert "no longer see" in errors_on(decides(rey, proposal))
    assert Claim.objects.get().derived == ""
    decides(rey, proposal, "refuse", note="It was withdrawn.")
    assert Proposal.objects.get().state == "refused"


def test_a_record_that_is_gone_leaves_a_page_that_says_so(ann, rey):
    entity = Entity.objects.get(pk=make_claim().subject_id)
    proposal = proposed(ann, entity, **new_name("Ackme"))
    Proposal.objects.update(object_id=999_999)
    page = logged_in(rey).get(look_of(proposal))
    assert "The record is gone." in page.content.decode()
    assert "gone" in errors_on(decides(rey, proposal))
    assert logged_in(rey).get("/admin/articles/proposal/").status_code == 200
    assert decides(rey, proposal, "refuse", note="Gone.").status_code == 302


# Evidence


def evidence(**typed):
    article = make_article(text="Four it was, says the report. Five it was not.")
    article.status = "in_review"
    article.publish(by=member_of("reviewer"))
    return {"article": article.pk, "quote": "Four it was", "change_reason": WHY} | typed


def add_page(claim) -> str:
    return f"/admin/entities/citation/propose/?claim={claim.pk}"


def cited(user, claim, /, **typed):
    client = logged_in(user)
    fields = opened(client, add_page(claim))
    first = claim.citations.first()
    chain = {"attribution": first.attribution_id, "asserted_by": first.asserted_by_id}
    return client.post(add_page(claim), fields | chain | evidence(**typed))


def test_a_citation_of_a_published_claim_is_proposed_and_accepted(ann, rey, claim):
    passages = Passage.objects.count()
    assert errors_on(cited(ann, claim)) == ""
    assert claim.citations.count() == 1
    assert Passage.objects.count() == passages
    proposal = Proposal.objects.get()
    assert (proposal.record, proposal.part) == (claim, "entities.citation")
    page = logged_in(rey).get(look_of(proposal))
    assert "Four it was" in page.content.decode()
    assert decides(rey, proposal).status_code == 302
    new = Citation.objects.get(passage__quote="Four it was")
    assert new.claim == claim
    assert new.history.first().history_user == rey
    last = claim.history.first()
    assert last.history_change_reason == f"Proposed by ann: {WHY}"


def test_a_second_citation_does_not_replace_the_first(ann, claim):
    cited(ann, claim)
    cited(ann, claim, quote="Five it was not")
    assert Proposal.objects.open().count() == 2


def test_a_proposed_citation_is_for_the_claim_of_its_page(ann, claim):
    other = make_draft_claim(drafted_by=ann)
    said = errors_on(cited(ann, claim, claim=other.pk))
    assert "This is proposed for" in said
    assert not Proposal.objects.exists()
    assert "does not say" in errors_on(cited(ann, claim, quote="Six it was"))
    draft = f"/admin/entities/citation/propose/?claim={other.pk}"
    assert logged_in(ann).get(draft).status_code == 403


# Who sees it


def test_the_records_page_tells_of_it_to_the_desk(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    for user in (ann, rey, member_of("publisher")):
        page = logged_in(user).get(page_of(claim, "change")).content.decode()
        assert look_of(proposal) in page
        assert "By ann" in page


def test_the_list_shows_what_is_mine_and_what_is_mine_to_decide(ann, rey, claim):
    proposal = proposed(ann, claim, derived="mine")
    own = proposed(rey, claim, derived="also")
    listed = "/admin/articles/proposal/?whose="
    for user, query, expected in [
        (rey, "to-decide", [proposal]),
        (rey, "mine", [own]),
        (ann, "to-decide", []),
        (ann, "mine", [proposal]),
    ]:
        page = logged_in(user).get(listed + query)
        assert list(page.context["cl"].result_list) == expected
    assert list(Proposal.objects.to_decide(rey)) == [proposal]
    assert list(Proposal.objects.mine(ann)) == [proposal]


def test_nobody_without_the_right_to_view_sees_a_proposal(ann, claim):
    proposal = proposed(ann, claim, derived="a-secret-proposal")
    nobody = get_user_model().objects.create(username="nobody", is_staff=True)
    assert logged_in(nobody).get(look_of(proposal)).status_code == 403
    assert logged_in(nobody).get("/admin/articles/proposal/").status_code == 403
    assert logged_in(nobody).get(page_of(claim)).status_code == 403
    assert Client().get(look_of(proposal)).status_code == 302
    for address in (
        claim.get_absolute_url(),
        f"/api/v1/claims/{claim.key}/",
        claim.subject.get_absolute_url(),
    ):
        response = Client().get(address)
        assert response.status_code == 200
        assert "a-secret-proposal" not in response.content.decode()


def test_more_citations_do_not_make_the_page_of_a_proposal_dearer(
    ann, rey, claim, queries_for
):
    proposal = proposed(ann, claim, derived="mine")
    client = logged_in(rey)
    with_one = queries_for(look_of(proposal), client)
    for number in range(5):
        make_citation(claim, make_article(text=f"Passage {number} says so."))
    assert queries_for(look_of(proposal), client) == with_one


def test_the_first_page_counts_what_waits(ann, rey, claim):
    proposed(ann, claim, derived="mine")
    for user, label, address in [
        (rey, "Proposed changes to decide", "whose=to-decide"),
        (ann, "My proposed changes", "whose=mine"),
    ]:
        asked = logged_in(user).get("/admin/").context["questions"]
        [question] = [q for q in asked if q.label == label]
        [count] = question.counts
        assert (count.shown, count.noun) == ("1", "proposal")
        page = logged_in(user).get(count.address)
        assert len(page.context["cl"].result_list) == 1
        assert address in count.address
    labels = [q.label for q in logged_in(ann).get("/admin/").context["questions"]]
    assert "Proposed changes to decide" not in labels
