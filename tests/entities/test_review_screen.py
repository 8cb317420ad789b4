"""What the second person is shown of a claim."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import SectionKind, Version
from entities.models import Attribution, Thread
from entities.reviewing.contexts import AROUND, contexts_of
from entities.reviewing.screen import screen_of
from tests.desk_parts import PARTS
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_property,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def sections_of(article, *lines):
    """Mark each line of the article's text as a section of the kind given for it."""
    version, start = article.current_version, 0
    for index, (kind, text) in enumerate(lines):
        start = version.text.index(text, start)
        end = start + len(text)
        version.sections.create(index=index, kind=kind, start=start, end=end)


def context_of(claim):
    [context] = contexts_of(claim).values()
    return context


def shown(context) -> list[tuple[str, bool]]:
    return [(words.text, words.is_quoted) for words in context.words]


def test_a_passage_is_shown_in_its_paragraph():
    lines = [
        ("lead", "🤔 One."),
        ("paragraph", "Two 𠮷 three."),
        ("paragraph", "Four."),
    ]
    article = published(make_article("\n".join(text for _, text in lines)))
    sections_of(article, *lines)
    claim = make_draft_claim()
    make_citation(claim, article, "𠮷")
    assert shown(context_of(claim)) == [
        ("Two ", False),
        ("𠮷", True),
        (" three.", False),
    ]


def test_a_passage_across_paragraphs_is_shown_in_all_of_them():
    lines = [("paragraph", "One two."), ("paragraph", "Three four."), ("lead", "Five.")]
    article = published(make_article("\n".join(text for _, text in lines)))
    sections_of(article, *lines)
    claim = make_draft_claim()
    make_citation(claim, article, "two.\nThree")
    assert shown(context_of(claim)) == [
        ("One ", False),
        ("two.\nThree", True),
        (" four.", False),
    ]


def test_a_text_without_sections_is_cut_at_its_lines():
    claim = make_draft_claim()
    make_citation(claim, published(make_article("One.\nTwo three.\nFour.")), "three")
    assert shown(context_of(claim)) == [("Two ", False), ("three", True), (".", False)]


def test_a_long_paragraph_is_shown_around_the_passage():
    text = "a" * 5000 + "x" + "b" * 5000
    claim = make_draft_claim()
    make_citation(claim, published(make_article(text)), "x")
    context = context_of(claim)
    assert shown(context) == [("a" * AROUND, False), ("x", True), ("b" * AROUND, False)]
    assert context.starts_before
    assert context.goes_on


def test_boilerplate_is_told_apart():
    article = published(make_article("One two [2] three. Hotline: 12."))
    sections_of(
        article,
        (SectionKind.PARAGRAPH, "One two [2] three."),
        (SectionKind.BOILERPLATE, "[2]"),
        (SectionKind.BOILERPLATE, "Hotline: 12."),
    )
    sound, doubtful = make_draft_claim(), make_draft_claim()
    make_citation(sound, article, "three")
    make_citation(doubtful, article, "12")
    labels = {words.text: words.label for words in context_of(sound).words}
    assert labels == {
        "One two ": "",
        "[2]": "boilerplate",
        " ": "",
        "three": "",
        ".": "",
    }
    [passage] = screen_of(doubtful, reviewer()).passages
    assert passage.warnings == ["The words stand in boilerplate: boilerplate."]


def test_a_text_that_has_a_newer_version_is_said(client):
    article = published(make_article("One. Two."))
    claim = make_draft_claim()
    make_citation(claim, article, "One")
    Version.objects.capture(article, "One. Two. Three.")
    [passage] = screen_of(claim, reviewer()).passages
    assert passage.warnings == ["The article has a newer text by now."]
    client.force_login(reviewer())
    page = client.get(f"/admin/entities/claim/{claim.pk}/review/").content.decode()
    there = f"/admin/articles/article/{article.pk}/anchoring/"
    assert f'href="{there}"' in page
    assert client.get(there).status_code == 200


def test_voices_are_counted_where_their_chains_end():
    press, speaker, other = (make_entity() for _ in range(3))
    claim = make_draft_claim()
    make_citation(claim, attribution=make_attribution(press, speaker))
    make_citation(claim, attribution=make_attribution(other, speaker))
    make_citation(claim, attribution=make_attribution(other), part="contradicts")
    assert screen_of(claim, reviewer()).origins == [speaker]


def test_claims_that_say_nearly_the_same_are_shown_before_others_of_their_kind():
    claim = make_draft_claim(sentences={"en": "It earned five million yuan."})
    other = make_claim(
        subject=claim.subject,
        sentences={"en": "Quite otherwise."},
        value={"low": 900, "high": 900, "as_printed": "900 yuan"},
    )
    close = make_claim(subject=claim.subject, sentences={"en": "Profit was higher."})
    make_claim(subject=claim.subject, property=make_property("cost"))
    make_claim()
    alike = [(row.claim, row.why) for row in screen_of(claim, reviewer()).alike]
    assert alike == [(close, "figure"), (other, "")]


def test_comparisons_and_comments_are_shown_the_open_ones_first(client):
    claim, other = in_review(make_draft_claim()), make_draft_claim()
    make_citation(claim)
    make_comparison(claim, state="explained", title={"en": "Settled"})
    make_comparison(claim, other, title={"en": "Unsettled"})
    passage = claim.citations.get().passage
    old = Thread.objects.start(by=annotator(), text="Which year?", claim=claim)
    old.resolve(by=annotator())
    Thread.objects.start(by=annotator(), text="Which city?", passage=passage)
    client.force_login(reviewer())
    page = client.get(f"/admin/entities/claim/{claim.pk}/review/").content.decode()
    places = [page.index(word) for word in ("Unsettled", str(other), "Settled")]
    assert places == sorted(places)
    assert page.index("Which city?") < page.index("Which year?")


def test_who_may_see_claims_only_sees_no_more_of_their_surroundings(client):
    article = published(make_article("Secret before. One. Secret after."))
    subject = in_review(make_entity(label={"en": "Zeta"}))
    claim = make_draft_claim(subject=subject)
    make_citation(claim, article, "One")
    make_comparison(claim, title={"en": "Unsettled"})
    Thread.objects.start(by=annotator(), text="Which year?", claim=claim)
    viewer = get_user_model().objects.create(username="viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_claim"))
    client.force_login(viewer)
    page = client.get(f"/admin/entities/claim/{claim.pk}/review/").content.decode()
    assert "<mark>One</mark>" in page
    hidden = ["Secret", "Unsettled", "Which year?", f"entity/{subject.pk}/", "With it"]
    assert [text for text in hidden if text in page] == []


def add_unpublished(claim):
    """A passage of an article in review that goes back to entities in review."""
    chain = make_attribution(in_review(make_entity()), in_review(make_entity()))
    make_citation(claim, in_review(make_article()), attribution=chain)
    make_comparison(claim, make_draft_claim())
    make_claim(subject=claim.subject)
    thread = Thread.objects.start(by=annotator(), text="Which year?", claim=claim)
    thread.reply(by=reviewer(), text="This one.")


def test_a_screen_costs_the_same_however_much_there_is_on_it(client, queries_for):
    claim = make_draft_claim(subject=published(make_entity()))
    make_citation(claim)
    in_review(claim).send_back(by=reviewer(), note="Which year?")
    in_review(claim)
    adders = [*PARTS["entities_claim"].values(), add_unpublished]
    for add in adders:
        add(claim)
    client.force_login(reviewer())
    page = f"/admin/entities/claim/{claim.pk}/review/"
    few = queries_for(page)
    before = Attribution.objects.count()
    for _ in range(4):
        for add in adders:
            add(claim)
    assert queries_for(page) == few
    assert Attribution.objects.count() > before
    assert few <= 80
