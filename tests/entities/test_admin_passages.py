"""Citations and mentions find their passage by the words an editor pastes."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse

from articles.models import Passage, Version
from entities.models import Attribution, Citation, Entity, LinkVerb, Mention
from tests.admin_form import errors_on, opened
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_draft_claim,
    make_entity,
    published,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/entities/citation/add/"
TEXT = "𠮷野家 earned 24亿元. Later 24亿元 became 36亿元."


@pytest.fixture
def article():
    return published(make_article(text=TEXT))


def typed_citation(client, article, quote, **further):
    attribution = make_attribution()
    return opened(client, ADD) | {
        "claim": make_draft_claim().pk,
        "article": article.pk,
        "quote": quote,
        "attribution": attribution.pk,
        "asserted_by": attribution.origin.pk,
        **further,
    }


def test_a_pasted_quote_becomes_a_passage_that_verifies(editor_client, article):
    typed = typed_citation(editor_client, article, "36亿元")
    assert errors_on(editor_client.post(ADD, typed)) == ""
    passage = Citation.objects.get().passage
    assert passage.verifies
    assert passage.start == TEXT.index("36亿元")


@pytest.mark.parametrize(
    ("quote", "occurrence", "refusal"),
    [
        ("25亿元", "", "does not say"),
        ("24亿元", "", "2 times; choose"),
        ("24亿元", "3", "2 times only"),
        ("24亿元", "0", "greater than or equal to 1"),
        ("24亿元", "99999999999999999999", "less than or equal to"),
        ("24亿元\x00", "1", "Null characters"),
        ("", "", "required"),
        ("x" * 6000, "", "at most 5000"),
    ],
    ids=["absent", "twice", "third", "zeroth", "huge", "NUL", "empty", "long"],
)
def test_a_quote_that_leads_nowhere_is_refused_and_leaves_nothing_behind(
    quote, occurrence, refusal, editor_client, article
):
    typed = typed_citation(editor_client, article, quote, occurrence=occurrence)
    assert refusal in errors_on(editor_client.post(ADD, typed))
    assert not Citation.objects.exists()
    assert not Passage.objects.exists()


def test_the_second_of_two_equal_quotes_can_be_meant(editor_client, article):
    typed = typed_citation(editor_client, article, "24亿元", occurrence="2")
    assert errors_on(editor_client.post(ADD, typed)) == ""
    assert Citation.objects.get().passage.start == TEXT.rindex("24亿元")


def test_a_form_refused_for_another_reason_marks_no_passage(editor_client, article):
    stranger = make_entity()
    typed = typed_citation(editor_client, article, "36亿元", asserted_by=stranger.pk)
    assert "does not occur" in errors_on(editor_client.post(ADD, typed))
    assert not Passage.objects.exists()


def test_an_article_without_a_text_cannot_be_cited(editor_client):
    bare = make_article(text=None)
    typed = typed_citation(editor_client, bare, "36亿元")
    assert "No text has been captured" in errors_on(editor_client.post(ADD, typed))


def test_a_claim_cites_a_passage_once(editor_client, article):
    typed = typed_citation(editor_client, article, "36亿元")
    assert errors_on(editor_client.post(ADD, typed)) == ""
    assert "cites this passage already" in errors_on(editor_client.post(ADD, typed))


def test_a_citation_saved_unchanged_keeps_its_passage_in_the_old_version(
    editor_client, article
):
    citation = make_citation(make_draft_claim(), article, "36亿元")
    Version.objects.capture(article, "Nothing of the kind.")
    page = reverse("admin:entities_citation_change", args=[citation.pk])
    typed = opened(editor_client, page)
    assert typed["quote"] == ["36亿元"]
    typed |= {"locator": "p. 2"}
    assert errors_on(editor_client.post(page, typed)) == ""
    kept = Citation.objects.get()
    assert (kept.passage, kept.locator) == (citation.passage, "p. 2")


def test_another_quote_moves_a_citation(editor_client, article):
    citation = make_citation(make_draft_claim(), article, "36亿元")
    page = reverse("admin:entities_citation_change", args=[citation.pk])
    typed = opened(editor_client, page) | {"quote": "𠮷野家 earned"}
    assert errors_on(editor_client.post(page, typed)) == ""
    passage = Citation.objects.get().passage
    assert (passage.start, passage.end) == (0, 10)


def test_the_page_comes_with_claim_and_article_filled_in(editor_client, article):
    claim = make_draft_claim()
    typed = opened(editor_client, f"{ADD}?claim={claim.pk}&article={article.pk}")
    assert typed["claim"] == [str(claim.pk)]
    assert typed["article"] == [str(article.pk)]


def test_a_mention_is_marked_by_its_words(editor_client, article):
    add = "/admin/entities/mention/add/"
    entity = make_entity()
    typed = opened(editor_client, add) | {
        "article": article.pk,
        "quote": "𠮷野家",
        "entity": entity.pk,
    }
    assert errors_on(editor_client.post(add, typed)) == ""
    mention = Mention.objects.get()
    assert (mention.entity, mention.passage.end) == (entity, 3)


def test_who_may_only_look_sees_the_passage_and_no_boxes(client, article):
    citation = make_citation(make_draft_claim(), article, "36亿元")
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_citation"))
    client.force_login(viewer)
    page = reverse("admin:entities_citation_change", args=[citation.pk])
    shown = client.get(page).content.decode()
    assert "36亿元" in shown
    assert 'name="quote"' not in shown


def labels_of_places(response) -> list[str]:
    """Return the places that the form offers, as it shows them."""
    box = response.context["adminform"].form["place"]
    return [str(radio.choice_label) for radio in box.subwidgets]


def messages_of(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_words_that_are_only_printed_otherwise_are_found_and_told(
    editor_client, article
):
    typed = typed_citation(editor_client, article, "𠮷野家  EARNED 24 亿元")
    response = editor_client.post(ADD, typed)
    assert errors_on(response) == ""
    assert Citation.objects.get().passage.quote == "𠮷野家 earned 24亿元"
    assert "The text has it as “𠮷野家 earned 24亿元”" in messages_of(response)


def test_of_several_places_the_form_lets_one_choose_by_what_stands_around(
    editor_client, article
):
    typed = typed_citation(editor_client, article, "24亿元")
    response = editor_client.post(ADD, typed)
    first, second = labels_of_places(response)
    assert "earned <b>24亿元</b>. Later" in first
    assert "Later <b>24亿元</b> became" in second
    place = TEXT.rindex("24亿元")
    typed |= {"place": f"1:{place}-{place + 4}"}
    assert errors_on(editor_client.post(ADD, typed)) == ""
    assert Citation.objects.get().passage.start == place


def test_words_that_are_nearly_there_are_shown_and_taken_only_when_chosen(
    editor_client, article
):
    typed = typed_citation(editor_client, article, "Later 25亿元 became <b>")
    response = editor_client.post(ADD, typed)
    assert "does not say" in errors_on(response)
    assert not Passage.objects.exists()
    (label,) = labels_of_places(response)
    assert "<del>25</del><ins>24</ins>亿元 became" in label
    assert "<b>" not in label, "what is typed is never markup"
    start, end = TEXT.index("Later"), TEXT.index(" 36亿元.")
    typed |= {"place": f"1:{start}-{end}"}
    response = editor_client.post(ADD, typed)
    assert errors_on(response) == ""
    assert Citation.objects.get().passage.quote == "Later 24亿元 became"
    assert "The text has it as" in messages_of(response)


@pytest.mark.parametrize("place", ["1:0-3", "2:7-11", "x", "1:7-99999999"])
def test_a_place_that_was_not_offered_is_no_place(place, editor_client, article):
    typed = typed_citation(editor_client, article, "24亿元", place=place)
    assert "2 times; choose" in errors_on(editor_client.post(ADD, typed))


def test_the_first_citation_of_an_article_makes_its_chain_in_place(
    editor_client, article
):
    says = LinkVerb.objects.create(slug="says", label={"en": "says"})
    LinkVerb.objects.create(slug="reports", label={"en": "reports"})
    person = make_entity()
    typed = opened(editor_client, ADD) | {
        "claim": make_draft_claim().pk,
        "article": article.pk,
        "quote": "36亿元",
        "speaker": person.pk,
    }
    assert "choose a verb" in errors_on(editor_client.post(ADD, typed))
    assert not Attribution.objects.exists()
    assert not Entity.objects.filter(kind="publisher").exists()
    response = editor_client.post(ADD, typed | {"speaker_verb": says.pk})
    assert errors_on(response) == ""
    citation = Citation.objects.get()
    voices = [link.by for link in citation.attribution.links.all()]
    assert [voice.publisher for voice in voices] == [article.publisher, None]
    assert citation.asserted_by == voices[1] == person
    assert "Drafted the entity" in messages_of(response)


def test_the_next_citation_begins_with_the_chain_of_the_last(editor_client, article):
    citation = make_citation(make_draft_claim(), article, "36亿元")
    typed = opened(editor_client, f"{ADD}?article={article.pk}&quote=24亿元")
    assert typed["attribution"] == [str(citation.attribution_id)]
    assert typed["quote"] == ["24亿元"]


@pytest.mark.parametrize(
    "query", ["article=x&place=1:0-3", "place=1:0-3", "article=1&place=9:9-1"]
)
def test_an_address_that_names_no_place_opens_an_empty_form(query, editor_client):
    assert opened(editor_client, f"{ADD}?{query}")["quote"] == [""]
