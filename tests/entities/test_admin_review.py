"""The second person's screen: shown, decided on, and the next one opened."""

import pytest
from django.contrib.messages import get_messages

from articles.models import Presence, Status
from entities.reviewing.together import submit_together
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_citation,
    make_company,
    make_draft_claim,
    make_entity,
    make_qualifier,
    member_of,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
NEXT = "/admin/entities/claim/review/"
TEXT = "One came first. Two came after it. Three came last."


@pytest.fixture
def article():
    return published(make_article(TEXT))


@pytest.fixture
def reviewing(client):
    client.force_login(reviewer())
    return client


def waiting(article, quote="One", **fields):
    claim = make_draft_claim(**fields)
    make_citation(claim, article, quote)
    return in_review(claim)


def screen(claim) -> str:
    return f"/admin/entities/claim/{claim.pk}/review/"


def seen(client, claim) -> dict:
    """Return what the forms of the screen send besides what is typed."""
    page = client.get(screen(claim)).context
    return {"mark": page["mark"], "with": sorted(page["ticked"])}


def decide(client, claim, verb, sent=None, query="", **typed):
    sent = (sent or seen(client, claim)) | {"verb": verb} | typed
    return client.post(screen(claim) + query, sent)


def said(response) -> str:
    return " ".join(map(str, get_messages(response.wsgi_request)))


def now(claim) -> str:
    claim.refresh_from_db()
    return claim.status


def test_publishing_opens_the_next_and_says_what_was_done(reviewing, article):
    one, two = waiting(article, "One"), waiting(article, "Two")
    assert reviewing.get(NEXT).url == screen(one)
    answer = decide(reviewing, one, "publish")
    assert answer.url == screen(two)
    assert said(answer).startswith(f"Published: “{one}”.")
    assert f'href="/admin/entities/claim/{one.pk}/change/"' in said(answer)
    assert now(one) == Status.PUBLISHED
    assert one.published_by == reviewer()


def test_sending_back_takes_a_comment(reviewing, article):
    claim = waiting(article)
    answer = decide(reviewing, claim, "send_back", reason=" ")
    assert "This field is required." in answer.content.decode()
    assert now(claim) == Status.IN_REVIEW
    answer = decide(reviewing, claim, "send_back", reason="Which year?")
    assert answer.url == NEXT
    assert "Send it to review again" in said(answer)
    assert now(claim) == Status.DRAFT
    assert claim.review_note == "Which year?"


def test_what_is_refused_is_said_and_nothing_typed_is_lost(reviewing, article):
    claim = waiting(article)
    long = "Why? " * 500
    page = decide(reviewing, claim, "send_back", reason=long).content.decode()
    assert "at most 2000 characters" in page
    assert long.strip() in page
    assert now(claim) == Status.IN_REVIEW


def test_a_claim_that_lacks_something_is_not_published(reviewing, article):
    claim = waiting(article)
    claim.sentences = {}
    claim.save()
    page = reviewing.get(screen(claim)).content.decode()
    assert "It has no sentence in any language." in page
    refused = decide(reviewing, claim, "publish")
    assert refused.context["refused"] == ["It has no sentence in any language."]
    assert now(claim) == Status.IN_REVIEW


@pytest.mark.parametrize("changed", ["claim", "part", "chain"])
def test_a_claim_that_was_changed_meanwhile_is_shown_anew(reviewing, article, changed):
    claim = waiting(article)
    sent = seen(reviewing, claim)
    citation = claim.citations.get()
    if changed == "claim":
        claim.sentences = {"en": "It is otherwise."}
        claim.save()
    elif changed == "part":
        make_qualifier(claim, text="2031")
    else:
        link = citation.attribution.links.get()
        link.by = make_company(label={"en": "Zeta"})
        link.save()
    page = decide(reviewing, claim, "send_back", sent, reason="Which year?")
    assert "Somebody has changed it" in page.content.decode()
    assert "Which year?" in page.content.decode()
    new = {"claim": "It is otherwise.", "part": "2031", "chain": "Zeta"}[changed]
    assert new in page.content.decode()
    assert now(claim) == Status.IN_REVIEW
    sent = {"mark": page.context["mark"]}
    decide(reviewing, claim, "send_back", sent, reason="Which year?")
    assert now(claim) == Status.DRAFT


def test_what_somebody_else_decided_is_not_decided_again(reviewing, article):
    claim = waiting(article)
    sent = seen(reviewing, claim)
    claim.publish(by=publisher())
    page = decide(reviewing, claim, "send_back", sent, reason="Which year?")
    assert "Somebody has changed it" in page.content.decode()
    assert now(claim) == Status.PUBLISHED


def test_what_a_claim_rests_on_is_published_with_it(reviewing):
    subject, article = make_entity(label={"en": "Zeta"}), make_article(TEXT)
    claim = make_draft_claim(subject=subject)
    make_citation(claim, article, "One")
    submit_together(claim, annotator())
    page = reviewing.get(screen(claim))
    assert page.context["screen"].obstacles == {}
    assert len(page.context["ticked"]) == 2
    answer = decide(reviewing, claim, "publish")
    assert f"with entity “Zeta” and article “{article}”" in said(answer)
    assert [now(record) for record in (claim, subject, article)] == ["published"] * 3


def test_what_may_not_go_along_is_said_with_the_reason(reviewing, article):
    subject = make_entity(label={"en": "Zeta"}, drafted_by=reviewer())
    subject.submit(by=reviewer())
    claim = waiting(article, subject=subject)
    page = reviewing.get(screen(claim))
    assert page.context["ticked"] == set()
    assert "You drafted it; a second person must publish it." in page.content.decode()
    token = f"entity-{subject.pk}-{subject.revision}"
    refused = decide(reviewing, claim, "publish", **{"with": [token]})
    assert "Entity “Zeta”: You drafted it" in refused.content.decode()
    assert [now(claim), now(subject)] == ["in_review", "in_review"]


def test_what_goes_along_is_published_as_it_was_looked_at(reviewing, article):
    subject = in_review(make_entity(label={"en": "Zeta"}))
    claim = waiting(article, subject=subject)
    sent = seen(reviewing, claim)
    subject.label = {"en": "Another"}
    subject.save()
    page = decide(reviewing, claim, "publish", sent)
    assert "Somebody has changed the entity “Another”" in page.content.decode()
    assert len(page.context["ticked"]) == 1  # it stays chosen
    assert now(claim) == Status.IN_REVIEW
    subject.publish(by=publisher())
    decide(reviewing, claim, "publish", {"mark": sent["mark"], "with": sent["with"]})
    assert now(claim) == Status.PUBLISHED  # it needed no publishing any more


def test_who_does_without_a_second_person_writes_down_why(client, article):
    claim = make_draft_claim(drafted_by=publisher())
    make_citation(claim, article, "One")
    claim.submit(by=publisher())
    client.force_login(publisher())
    refused = decide(client, claim, "publish")
    assert "write down why not" in refused.content.decode()
    decide(client, claim, "publish", reason="At the deadline.")
    assert now(claim) == Status.PUBLISHED
    assert claim.override_reason == "At the deadline."


def test_an_annotator_may_look_and_decides_nothing(client, article):
    claim = waiting(article)
    client.force_login(member_of("annotator"))
    page = client.get(screen(claim)).content.decode()
    assert 'value="publish"' in page
    assert '<button type="submit" form="publish"' not in page
    refused = decide(client, claim, "publish")
    assert "You drafted it" in refused.content.decode()
    assert "none waits for you" in client.get(NEXT).content.decode()
    assert now(claim) == Status.IN_REVIEW


def test_the_claims_of_one_article_are_reviewed_by_themselves(reviewing, article):
    waiting(published(make_article(TEXT)))
    one, two = waiting(article, "One"), waiting(article, "Two")
    query = f"?article={article.pk}"
    assert reviewing.get(NEXT + query).url == screen(one) + query
    page = reviewing.get(screen(two) + query)
    assert "2 of 2" in page.content.decode()
    assert decide(reviewing, one, "publish", query=query).url == screen(two) + query
    assert decide(reviewing, two, "publish", query=query).url == NEXT + query
    assert "in “<span" in reviewing.get(NEXT + query).content.decode()


def test_what_another_has_open_is_told_and_passed_over(reviewing, article):
    one, two, three = (waiting(article, word) for word in ("One", "Two", "Three"))
    Presence.objects.note(publisher(), two)
    assert reviewing.get(screen(one)).context["next_address"] == screen(three)
    assert "Also open by publisher" in reviewing.get(screen(two)).content.decode()
    for claim in (one, three):
        decide(reviewing, claim, "publish")
    page = reviewing.get(NEXT).content.decode()
    assert "Others have these open right now" in page
    assert screen(two) in page


@pytest.mark.parametrize(
    "address",
    [
        "/admin/entities/claim/987654321/review/",
        "/admin/entities/claim/9999999999999999999999/review/",
        "/admin/entities/claim/one/review/",
        "/admin/entities/claim/%00/review/",
        f"{NEXT}?article=one",
        f"{NEXT}?article=987654321",
        f"{NEXT}?article=%00",
    ],
)
def test_what_is_not_there_is_not_found(reviewing, address):
    assert reviewing.get(address).status_code == 404


def test_nonsense_is_refused_or_left_out(reviewing, article):
    claim = waiting(article)
    tokens = ["", "-", "entity-1", "\x00", "entity-x-y", "claim-1-1"]
    claim.sentences = {}  # or it would be published without them
    claim.save()
    for verb, typed in (
        ("publish", {"with": tokens, "reason": "\x00"}),
        ("publish", {"mark": "\x00"}),
        ("\x00", {}),
        ("withdraw", {}),
    ):
        assert decide(reviewing, claim, verb, **typed).status_code == 200
    assert now(claim) == Status.IN_REVIEW


def test_a_claim_that_is_sent_from_its_own_page_takes_drafts_along(client, article):
    subject = make_entity(label={"en": "Zeta"})
    claim = make_draft_claim(subject=subject)
    make_citation(claim, article, "One")
    client.force_login(annotator())
    address = f"/admin/entities/claim/{claim.pk}/move/"
    answer = client.post(address, {"verb": "submit", "revision": claim.revision})
    assert "Sent to review with it: entity “Zeta”." in said(answer)
    assert [now(claim), now(subject)] == ["in_review", "in_review"]


def test_claims_that_are_sent_from_their_list_take_drafts_along(client, article):
    subject = make_entity(label={"en": "Zeta"})
    claims = [make_draft_claim(subject=subject) for _ in range(2)]
    client.force_login(annotator())
    chosen = {"action": "submit", "_selected_action": [claim.pk for claim in claims]}
    client.post("/admin/entities/claim/", chosen)
    assert [now(record) for record in (*claims, subject)] == ["in_review"] * 3


def test_the_desk_leads_to_the_screen(reviewing, article):
    claim = waiting(article)
    first = reviewing.get("/admin/").content.decode()
    rows = reviewing.get("/admin/entities/claim/?queue=waiting").content.decode()
    form = reviewing.get(f"/admin/entities/claim/{claim.pk}/change/").content.decode()
    assert f'href="{NEXT}"' in first
    assert f'href="{NEXT}"' in rows
    assert f'href="{screen(claim)}"' in form
    of_one = reviewing.get(f"/admin/entities/claim/?article={article.pk}")
    assert f'href="{NEXT}?article={article.pk}"' in of_one.content.decode()


def test_who_does_not_review_is_not_led_there(client, article):
    claim = waiting(article)
    client.force_login(annotator())
    assert NEXT not in client.get("/admin/").content.decode()
    assert NEXT not in client.get("/admin/entities/claim/").content.decode()
    form = client.get(f"/admin/entities/claim/{claim.pk}/change/").content.decode()
    assert screen(claim) not in form
