"""The list beside the text: what each card says, and which cards are shown."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.models import Article, Passage, Version
from entities.models import Mention
from entities.queues import UNMARKED
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "Acme earned 5 million yuan.\n\nBeta plans more, Acme said."


@pytest.fixture
def article():
    return published(make_article(TEXT))


@pytest.fixture
def look(client, article):
    """Return the page as somebody gets it, by default the annotator."""

    def get(query="", who=annotator) -> str:
        client.force_login(who())
        page = f"/admin/articles/article/{article.pk}/desk/{query}"
        return client.get(page).content.decode()

    return get


def mention_of(article, entity, quote, by=annotator):
    passage = Passage.objects.find(article.current_version, quote, 1)
    mention = Mention(passage=passage, entity=entity)
    mention._history_user = by()
    mention.save()
    return mention


def card(page, id) -> str:
    return re.search(rf'<li class="card [^>]*id="{id}".*?\n</li>', page, re.S).group()


def count_at(page, value) -> int:
    box = rf'value="{value}".*?<b>(\d+)</b>'
    return int(re.search(box, page, re.S).group(1))


def test_a_claims_card_says_what_it_states_and_what_each_passage_does(look, article):
    claim = make_draft_claim(
        subject=make_entity(label={"en": "Acme Corp"}),
        sentences={"zh": "阿克米赚了钱。"},
        certainty="plan",
        polarity="negative",
    )
    cited = make_citation(claim, article, "earned 5 million yuan", part="contradicts")
    shown = card(look(), f"claim-{claim.key}")
    for words in (
        "Acme Corp",
        "Revenue",
        "5 million yuan",
        "plan",
        "denied",
        "draft",
        "contradicts it:",
        'lang="zh">阿克米赚了钱。',
        f'href="/admin/entities/claim/{claim.pk}/change/"',
        f'href="#at-citation-{cited.pk}"',
    ):
        assert words in shown, words


def test_each_card_leads_to_its_place_without_a_script(look, article):
    mention = mention_of(article, make_entity(), "Beta")
    page = look()
    assert f'href="#at-mention-{mention.pk}"' in page
    target = page.index(f'id="at-mention-{mention.pk}"')
    assert page.index("Acme earned 5") < target < page.index("Beta plans more")


def test_cards_stand_in_the_order_of_the_text(look, article):
    last = mention_of(article, make_entity(), "said")
    first = mention_of(article, make_entity(), "Acme")
    claim = make_draft_claim()
    make_citation(claim, article, "plans")
    assert re.findall(r'<li class="card [^>]*id="([^"]+)"', look()) == [
        f"mention-{first.pk}",
        f"claim-{claim.key}",
        f"mention-{last.pk}",
    ]


def test_boxes_count_what_is_mine_a_draft_or_unreviewed(look, article):
    mention_of(article, make_entity(), "Acme")
    mention_of(article, make_entity(), "Beta", by=reviewer)
    make_citation(make_draft_claim(), article, "earned")
    waiting = make_draft_claim(drafted_by=reviewer())
    make_citation(waiting, article, "plans")
    in_review(waiting)
    make_claim(article, "yuan")
    alone = make_draft_claim(drafted_by=publisher())
    make_citation(alone, article, "said")
    alone.publish(by=publisher(), override_reason="It is late.")
    page = look()
    kinds = ("claim", "mention", "suggestion", "thread")
    assert [count_at(page, kind) for kind in kinds] == [4, 2, 0, 0]
    # Published alone, without a second person, is unreviewed too.
    assert [count_at(page, t) for t in ("mine", "draft", "unreviewed")] == [3, 1, 3]


def test_whoever_cites_a_passage_for_anothers_claim_finds_it_among_their_own(
    look, article
):
    claim = make_draft_claim(drafted_by=reviewer())
    citation = make_citation(claim, article, "plans")
    assert "data-mine" not in card(look(), f"claim-{claim.key}")
    citation.delete()
    citation.pk = None
    citation._history_user = annotator()
    citation.save(force_insert=True)
    assert "data-mine" in card(look(), f"claim-{claim.key}")


def test_without_a_script_the_address_says_what_is_shown(look, article):
    mention_of(article, make_entity(), "Acme")
    page = look("?kind=mention&kind=thread&only=mine&only=nonsense&kind=%00")
    assert re.search(r'<ol class="cards" data-kinds="[^"]*mention', page)
    assert 'data-only="mine">' in page
    assert 'value="mention" checked' in page
    assert 'value="claim" checked' not in page
    assert "hidden>Nothing here fits" in page
    assert "hidden>Nothing here fits" not in look("?kind=claim")


def test_an_unmarked_text_says_that_nothing_is_marked(look):
    assert ">Nothing is marked in this text yet." in look()


def test_each_part_is_shown_to_those_who_may_look_at_it(look, article):
    claim = make_draft_claim(sentences={"en": "A claim."})
    make_citation(claim, article, "plans")
    mention_of(article, make_entity(label={"en": "Named Ltd"}), "Acme")

    def sees(*codenames):
        user, _ = get_user_model().objects.get_or_create(
            username="viewer", is_staff=True
        )
        codenames = ("view_article", *codenames)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        page = look(who=lambda: user)
        return "A claim." in page, "Named Ltd" in page

    assert sees() == (False, False)
    assert sees("view_claim", "view_entity") == (False, False)
    assert sees("view_claim", "view_citation") == (True, False)
    assert sees("view_mention", "view_entity") == (False, True)


def test_forms_that_do_the_same_are_offered_to_those_who_may(look, article):
    page = look()
    for address in (
        f"/admin/entities/mention/add/?article={article.pk}",
        f"/admin/entities/citation/add/?article={article.pk}",
        "/admin/entities/claim/add/",
    ):
        assert f'href="{address}"' in page


def test_ways_lead_to_the_desk_and_from_it(client, article):
    client.force_login(reviewer())
    address = f"/admin/articles/article/{article.pk}/desk/"
    version = article.current_version.pk
    for page in (
        "/admin/articles/article/",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/captured/{version}/",
    ):
        assert f'href="{address}"' in client.get(page).content.decode(), page
    ways = [
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/entities/claim/review/?article={article.pk}",
    ]
    older = f"/admin/articles/article/{article.pk}/anchoring/"
    page = client.get(address).content.decode()
    assert all(f'href="{way}"' in page for way in ways)
    assert f'href="{older}"' not in page
    mention_of(article, make_entity(), "Beta")
    Version.objects.capture(article, "Something else.")
    assert f'href="{older}"' in client.get(address).content.decode()


def test_an_article_captured_lately_waits_until_something_is_marked(article):
    cited, named = (make_article(TEXT + str(n)) for n in range(2))
    old = timezone.now() - timedelta(days=30)
    Version.objects.capture(make_article(None), TEXT, captured_at=old)
    make_article(None)
    make_citation(make_draft_claim(), cited, "plans")
    mention_of(named, make_entity(), "Beta")
    assert list(UNMARKED.ask(Article.objects.all(), annotator())) == [article]
    stranger = get_user_model().objects.create(username="stranger")
    assert not UNMARKED.ask(Article.objects.all(), stranger).exists()
