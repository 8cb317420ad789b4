"""The second of two editors sees both versions box by box, and chooses."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import KeptForm
from entities.models import Claim, ClaimTopic, Entity, Name, Qualifier
from tests.admin_form import FormReader, errors_on, opened
from tests.entities.test_admin_conflicts import page_of, saved_by_another
from tests.factories import (
    annotator,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_qualifier,
    make_topic,
)

pytestmark = pytest.mark.django_db


def refused(client, record, typed) -> dict[str, list[str]]:
    """Send a form that is stale by now; return what the page of the conflict sends."""
    response = client.post(page_of(record), typed)
    assert "after you had opened it" in errors_on(response)
    return fields_of(response)


def fields_of(response) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.fields


def shown_on(response):
    return response.context["shown"]


def test_what_only_one_of_them_changed_is_taken_over_without_asking(editor_client):
    claim = make_draft_claim(sentences={"en": "One.", "fr": "Un."})
    typed = opened(editor_client, page_of(claim)) | {
        "derived": "typed by the second",
        "sentences_fr": "Deux.",
    }
    claim.sentences["en"] = "Two."
    saved_by_another(claim, rank_reason="said by the first")
    response = editor_client.post(page_of(claim), typed)
    shown = shown_on(response)
    assert not shown.has_disputes
    assert {line.label: line.new for line in shown.theirs_alone} == {
        "Sentences (English)": "Two.",
        "Rank reason": "said by the first",
    }
    assert {(line.label, line.old, line.new) for line in shown.mine_alone} == {
        ("Sentences (Français)", "Un.", "Deux."),
        ("Derived", "", "typed by the second"),
    }
    assert errors_on(editor_client.post(page_of(claim), fields_of(response))) == ""
    saved = Claim.objects.get()
    assert saved.sentences == {"en": "Two.", "fr": "Deux."}
    assert saved.derived == "typed by the second"
    assert saved.rank_reason == "said by the first"


@pytest.mark.parametrize(
    ("choice", "saved"), [("theirs", "first"), ("mine", "second"), ("anew", "both")]
)
def test_of_what_both_changed_the_second_chooses(choice, saved, editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "second"}
    saved_by_another(claim, derived="first")
    response = editor_client.post(page_of(claim), typed)
    [(_, box)] = shown_on(response).disputed_boxes
    assert (box.base_told(), box.theirs_told(), box.mine_told()) == (
        "",
        "first",
        "second",
    )
    sent = fields_of(response) | {"choice:derived": choice, "anew:derived": "both"}
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert Claim.objects.get().derived == saved


def test_nothing_is_saved_before_every_choice_is_made(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {
        "derived": "second",
        "rank_reason": "second",
    }
    saved_by_another(claim, derived="first", rank_reason="first")
    sent = refused(editor_client, claim, typed) | {
        "choice:derived": "anew",
        "anew:derived": "written anew",
    }
    response = editor_client.post(page_of(claim), sent)
    assert "Choose a version" in errors_on(response)
    assert "written anew" in response.content.decode()
    assert Claim.objects.get().derived == "first"
    sent = fields_of(response) | {"choice:rank_reason": "nonsense"}
    assert errors_on(editor_client.post(page_of(claim), sent))
    sent |= {"choice:rank_reason": "mine"}
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert Claim.objects.get().derived == "written anew"
    assert Claim.objects.get().rank_reason == "second"


def test_a_third_save_while_choosing_is_shown_and_not_written_over(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "second"}
    saved_by_another(claim, derived="first")
    sent = refused(editor_client, claim, typed) | {"choice:derived": "mine"}
    saved_by_another(claim, derived="third")
    response = editor_client.post(page_of(claim), sent)
    assert "once more" in errors_on(response)
    [(_, box)] = shown_on(response).disputed_boxes
    assert (box.base_told(), box.theirs_told(), box.mine_told()) == (
        "",
        "third",
        "second",
    )
    assert Claim.objects.get().derived == "third"


def test_rows_are_merged_box_by_box_and_new_ones_of_both_stay(editor_client):
    claim = make_draft_claim()
    qualifier = make_qualifier(claim, text="2023")
    typed = opened(editor_client, page_of(claim)) | {
        "qualifiers-0-text": "2024",
        "values-0-name": "typed by the second",
        "values-0-as_printed": "five",
        "claim_topics-TOTAL_FORMS": "1",
        "claim_topics-0-topic": make_topic().pk,
        "claim_topics-0-position": "0",
    }
    saved_by_another(claim.values.get(), as_printed="5m yuan")
    saved_by_another(qualifier, position=3)
    make_qualifier(claim, "basis", text="added by the first")
    saved_by_another(claim, derived="first")
    response = editor_client.post(page_of(claim), typed)
    [(_, box)] = shown_on(response).disputed_boxes
    assert (box.label, box.theirs_told(), box.mine_told()) == (
        "As printed",
        "5m yuan",
        "five",
    )
    sent = fields_of(response) | {f"choice:{box.name}": "mine"}
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    value = claim.values.get()
    assert (value.as_printed, value.name) == ("five", "typed by the second")
    assert set(claim.qualifiers.values_list("text", "position")) == {
        ("2024", 3),
        ("added by the first", 0),
    }
    assert ClaimTopic.objects.filter(claim=claim).count() == 1
    assert Claim.objects.get().derived == "first"


@pytest.mark.parametrize(("choice", "texts"), [("theirs", []), ("mine", ["2024"])])
def test_a_row_that_one_removed_and_the_other_changed_is_chosen(
    choice, texts, editor_client
):
    claim = make_draft_claim()
    qualifier = make_qualifier(claim, text="2023")
    typed = opened(editor_client, page_of(claim)) | {"qualifiers-0-text": "2024"}
    qualifier.delete()
    response = editor_client.post(page_of(claim), typed)
    [(_, row, _)] = shown_on(response).disputed_rows
    sent = fields_of(response) | {f"choice:{row.name}": choice}
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert list(Qualifier.objects.values_list("text", flat=True)) == texts


@pytest.mark.parametrize(("choice", "texts"), [("theirs", ["Acme"]), ("mine", [])])
def test_a_row_that_the_second_removes_and_the_first_changed_is_chosen(
    choice, texts, editor_client
):
    name = make_name(make_entity(), "Akme")
    typed = opened(editor_client, page_of(name.entity)) | {"names-0-DELETE": "on"}
    saved_by_another(name, text="Acme")
    response = editor_client.post(page_of(name.entity), typed)
    [(_, row, _)] = shown_on(response).disputed_rows
    sent = fields_of(response) | {f"choice:{row.name}": choice}
    assert errors_on(editor_client.post(page_of(name.entity), sent)) == ""
    assert list(Name.objects.values_list("text", flat=True)) == texts


def test_a_row_left_alone_that_the_first_removed_stays_removed(editor_client):
    claim = make_draft_claim()
    qualifier = make_qualifier(claim)
    typed = opened(editor_client, page_of(claim)) | {"derived": "second"}
    qualifier.delete()
    sent = refused(editor_client, claim, typed)
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert not claim.qualifiers.exists()
    assert Claim.objects.get().derived == "second"


def test_a_row_that_both_added_alike_is_there_once(editor_client):
    claim, topic = make_draft_claim(), make_topic()
    typed = opened(editor_client, page_of(claim)) | {
        "claim_topics-TOTAL_FORMS": "1",
        "claim_topics-0-topic": topic.pk,
        "claim_topics-0-position": "0",
    }
    ClaimTopic.objects.create(claim=claim, topic=topic)
    saved_by_another(claim, derived="first")
    sent = refused(editor_client, claim, typed)
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert ClaimTopic.objects.filter(claim=claim).count() == 1


def test_a_row_moved_on_a_page_of_its_own_stays_where_it_was_moved(editor_client):
    """Nobody saved the claim itself."""
    claim = make_draft_claim()
    filed = ClaimTopic.objects.create(claim=claim, topic=make_topic())
    typed = opened(editor_client, page_of(claim)) | {"derived": "second"}
    saved_by_another(filed, position=4)
    response = editor_client.post(page_of(claim), typed)
    assert not shown_on(response).has_disputes
    assert [line.new for line in shown_on(response).theirs_alone] == ["4"]
    assert errors_on(editor_client.post(page_of(claim), fields_of(response))) == ""
    filed.refresh_from_db()
    assert (filed.position, Claim.objects.get().derived) == (4, "second")
    again = opened(editor_client, page_of(claim)) | {"claim_topics-0-position": "5"}
    assert errors_on(editor_client.post(page_of(claim), again)) == ""


def test_where_no_history_knows_the_beginning_two_columns_are_shown(editor_client):
    fields = {"slug": "unrecorded", "kind": "concept", "label": {"en": "Unrecorded"}}
    [entity] = Entity.objects.bulk_create([Entity(drafted_by=annotator(), **fields)])
    typed = opened(editor_client, page_of(entity)) | {"note": "second"}
    saved_by_another(entity, note="first")
    response = editor_client.post(page_of(entity), typed)
    [(_, box)] = shown_on(response).disputed_boxes
    assert "not known" in response.content.decode()
    sent = fields_of(response) | {f"choice:{box.name}": "theirs"}
    assert errors_on(editor_client.post(page_of(entity), sent)) == ""
    assert Entity.objects.get(slug="unrecorded").note == "first"


def test_several_records_chosen_in_one_box_are_never_merged_unseen(editor_client):
    """History keeps columns; it does not say which qualifiers a property needed."""
    kind = make_qualifier(make_draft_claim()).kind
    word = make_property()
    typed = opened(editor_client, page_of(word))
    word.required_qualifiers.add(kind)
    saved_by_another(word, order=7)
    response = editor_client.post(page_of(word), typed)
    [(_, box)] = shown_on(response).disputed_boxes
    assert (box.theirs_told(), box.mine_told()) == (str(kind), "")


def test_a_settled_form_that_is_wrong_is_refused_with_all_that_was_typed(
    editor_client,
):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"as_of": "no date", "derived": "x"}
    saved_by_another(claim, rank_reason="first")
    response = editor_client.post(page_of(claim), refused(editor_client, claim, typed))
    assert errors_on(response)
    page = fields_of(response)
    assert page["as_of"] == ["no date"]
    assert page["derived"] == ["x"]
    assert page["rank_reason"] == ["first"]
    page |= {"as_of": ""}
    assert errors_on(editor_client.post(page_of(claim), page)) == ""


def test_what_others_wrote_does_not_run_on_the_page_of_a_conflict(editor_client):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "<img src=x>"}
    saved_by_another(claim, derived="<script>alert(1)</script>")
    page = editor_client.post(page_of(claim), typed).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_a_conflict_costs_the_same_for_one_row_as_for_twenty(editor_client):
    def cost(rows):
        claim = make_draft_claim()
        kinds = [make_qualifier(claim, f"kind_{n}", text="a") for n in range(rows)]
        typed = opened(editor_client, page_of(claim))
        for n, qualifier in enumerate(kinds):
            typed[f"qualifiers-{n}-text"] = "second"
            saved_by_another(qualifier, text="first")
        with CaptureQueriesContext(connection) as captured:
            assert errors_on(editor_client.post(page_of(claim), typed))
        return len(captured)

    cost(1)
    assert cost(1) == cost(20)


def test_a_conflict_keeps_what_was_typed_until_it_is_saved(editor_client, admin_user):
    claim = make_draft_claim()
    typed = opened(editor_client, page_of(claim)) | {"derived": "second"}
    saved_by_another(claim, derived="first")
    sent = refused(editor_client, claim, typed)
    kept = KeptForm.objects.get()
    assert (kept.user, kept.address) == (admin_user, page_of(claim))
    assert kept.data["derived"] == ["second"]
    again = editor_client.get(page_of(claim), {"unsaved": "yes"})
    assert [box.mine_told() for _, box in shown_on(again).disputed_boxes] == ["second"]
    assert Claim.objects.get().derived == "first"
    sent |= {"choice:derived": "mine"}
    assert errors_on(editor_client.post(page_of(claim), sent)) == ""
    assert not KeptForm.objects.exists()
