"""The questions of the day: which records each of them finds, for whom."""

import pytest
from django.contrib import admin

from articles.admin.publishing import PublishableAdmin
from articles.models import Article, Rights, Status, Version
from entities.models import Claim, Comparison, Entity, Topic
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
    make_topic,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
MAKERS = {
    Article: make_article,
    Claim: make_draft_claim,
    Comparison: make_comparison,
    Entity: make_entity,
    Topic: make_topic,
}


def withdraw(record):
    record.withdraw(by=reviewer(), reason="It was wrong.")


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_what_waits_is_others_work_in_review_for_those_who_may_publish(model):
    make = MAKERS[model]
    waits = in_review(make())
    own = make(drafted_by=reviewer())
    own.submit(by=reviewer())
    make()
    waiting = model.objects.waiting_for
    assert list(waiting(reviewer())) == [waits]
    assert set(waiting(publisher())) == {waits, own}
    assert list(waiting(annotator())) == []


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_what_was_sent_back_is_ones_own_draft_with_a_note(model):
    make = MAKERS[model]
    back, taken, again = (in_review(make()) for _ in range(3))
    others = make(drafted_by=reviewer())
    others.submit(by=reviewer())
    for record in (back, again, others):
        record.send_back(by=publisher(), note="Say when.")
    taken.send_back(by=annotator())
    again.submit(by=annotator())
    assert list(model.objects.sent_back_to(annotator())) == [back]
    assert list(model.objects.sent_back_to(reviewer())) == [others]


@pytest.mark.parametrize(
    ("model", "column"),
    [(Claim, "sentences"), (Entity, "label"), (Topic, "title"), (Comparison, "title")],
)
def test_untranslated_is_what_lacks_its_main_words_in_a_language(model, column):
    make = MAKERS[model]
    make(**{column: {"en": "One", "zh": "一", "fr": "Un"}})
    without_french = make(**{column: {"en": "Two", "zh": "二"}})
    english_only = make(**{column: {"en": "Three"}})
    mine = model.objects.filter(pk__gte=without_french.pk - 1)
    assert list(mine.untranslated("fr")) == [without_french, english_only]
    assert list(mine.untranslated("zh")) == [english_only]
    assert list(mine.untranslated("en", "zh")) == [english_only]


def test_an_articles_title_needs_no_translation_into_its_own_language():
    chinese = make_article(title_language="zh-Hant", title_translation={"en": "One"})
    english = make_article(title_language="en")
    assert set(Article.objects.untranslated("fr")) == {chinese, english}
    assert list(Article.objects.untranslated("zh")) == [english]
    assert list(Article.objects.untranslated("en")) == []


def test_an_uncited_claim_points_to_no_passage():
    make_claim()
    uncited = make_draft_claim()
    make_citation(make_draft_claim(), part="context")
    assert list(Claim.objects.uncited()) == [uncited]


def test_what_was_withdrawn_is_asked_nothing_but_when_it_changed(db):
    claim = make_claim(sentences={"en": "One."})
    make_citation(claim, part="contradicts")
    questions = ["single_origin", "disputed", "contradicted", "unbacked", "uncited"]
    asked = [word for word in questions if getattr(Claim.objects, word)().exists()]
    assert asked == questions[:3]
    assert Claim.objects.untranslated("zh").exists()
    withdraw(claim)
    assert not [word for word in questions if getattr(Claim.objects, word)().exists()]
    assert not Claim.objects.untranslated("zh").exists()


@pytest.mark.parametrize("why", ["rights", "withdrawn", "newer text"])
def test_an_unverified_claim_has_a_source_to_be_looked_at_again(why):
    make_claim()
    article = published(make_article())
    claim = make_claim(article=article)
    assert not Claim.objects.unverified().exists()
    if why == "rights":
        article.rights = Rights.NOTHING
        article.save()
    elif why == "withdrawn":
        withdraw(article)
    else:
        Version.objects.capture(article, "Acme earned 6 million yuan in 2023.")
    word = "outdated" if why == "newer text" else "uncitable"
    assert list(Claim.objects.unverified()) == [claim]
    assert list(getattr(Claim.objects, word)()) == [claim]


def test_context_from_an_article_that_may_not_be_cited_needs_no_second_look():
    make_citation(make_draft_claim(), make_article(), part="context")
    assert not Claim.objects.unverified().exists()


def test_two_outlets_that_pass_on_one_voice_are_a_single_origin():
    one, two = make_entity(), make_entity()
    by_one, by_both, echoed = (make_draft_claim() for _ in range(3))
    make_citation(by_one, attribution=make_attribution(make_entity(), one))
    for voice in (one, two):
        make_citation(by_both, attribution=make_attribution(make_entity(), voice))
    for outlet in (make_entity(), make_entity()):
        make_citation(echoed, attribution=make_attribution(outlet, one))
    context = make_attribution(two)
    make_citation(echoed, attribution=context, part="context")
    make_draft_claim()
    assert set(Claim.objects.single_origin()) == {by_one, echoed}


def test_disputed_is_what_is_in_an_open_disagreement_or_contradicted():
    left, right, settled, against, plain = (make_draft_claim() for _ in range(5))
    open_one = make_comparison(left, right)
    make_comparison(settled, state="resolved")
    make_comparison(plain, comparison_class="agree")
    make_citation(against, part="contradicts")
    assert set(Claim.objects.disputed()) == {left, right, against}
    assert list(Comparison.objects.disputed()) == [open_one]
    Comparison.objects.filter(pk=open_one.pk).update(
        status=Status.WITHDRAWN, withdrawal_reason="Settled."
    )
    assert list(Claim.objects.disputed()) == [against]
    assert not Comparison.objects.disputed().exists()


def test_every_kind_that_is_published_has_queues():
    asked = {
        model: [queue.name for queue in desk.queues]
        for model, desk in admin.site._registry.items()
        if isinstance(desk, PublishableAdmin)
    }
    assert set(asked) == set(MAKERS)
    assert asked[Topic] == ["waiting", "sent_back", "drafts", "untranslated", "recent"]
    evidence = {"uncited", "unverified", "single_origin", "disputed"}
    assert set(asked[Claim]) - set(asked[Topic]) == evidence


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_an_empty_list_says_why_and_what_to_do(model, editor_client):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for queue in admin.site._registry[model].queues:
        page = editor_client.get(address, {"queue": queue.name})
        assert page.context["nothing"] == queue.nothing
    page = editor_client.get(address, {"queue": "recent", "q": "nobody"})
    assert page.context["nothing"].startswith("No ")
    assert "Show all" in page.content.decode()
    assert "Add the first" in editor_client.get(address).content.decode()
