"""In which order claims wait for somebody's review."""

import pytest

from articles.models import Presence
from entities.reviewing.turns import turns_of
from tests.factories import (
    annotator,
    in_review,
    make_article,
    make_citation,
    make_draft_claim,
    member_of,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
TEXT = "One came first. Two came after it. Three came last."


def article_of_three():
    return published(make_article(TEXT))


def waiting(article, quote, **fields):
    claim = make_draft_claim(**fields)
    make_citation(claim, article, quote)
    return in_review(claim)


def keys(*claims) -> list[int]:
    return [claim.pk for claim in claims]


def test_claims_of_one_article_come_together_in_the_order_of_its_text():
    old, new = article_of_three(), article_of_three()
    last = waiting(old, "Three")
    between = waiting(new, "One")
    first = waiting(old, "One")
    assert turns_of(reviewer()).keys == keys(first, last, between)


def test_the_article_with_the_oldest_claim_comes_first():
    captured_first, captured_later = article_of_three(), article_of_three()
    oldest = waiting(captured_later, "Two")
    younger = waiting(captured_first, "One")
    assert turns_of(reviewer()).keys == keys(oldest, younger)


def test_only_what_others_have_sent_waits():
    article = article_of_three()
    make_draft_claim()
    mine = make_draft_claim(drafted_by=reviewer())
    make_citation(mine, article, "One")
    mine.submit(by=reviewer())
    theirs = waiting(article, "Two")
    assert turns_of(reviewer()).keys == keys(theirs)
    assert turns_of(annotator()).keys == []


def test_a_claim_without_a_passage_waits_too():
    uncited = in_review(make_draft_claim())
    assert turns_of(reviewer()).keys == keys(uncited)


def test_the_claims_of_one_article_wait_by_where_they_stand_in_it():
    other, asked = article_of_three(), article_of_three()
    elsewhere = waiting(other, "One")
    late = waiting(other, "Three")
    make_citation(late, asked, "Three", position=1)
    early = waiting(asked, "One")
    assert turns_of(reviewer(), asked.pk).keys == keys(early, late)
    assert elsewhere.pk not in turns_of(reviewer(), asked.pk).keys


def test_what_comes_next_goes_round_and_leaves_out_where_one_is():
    article = article_of_three()
    one, two, three = (waiting(article, word) for word in ("One", "Two", "Three"))
    turns = turns_of(reviewer())
    assert turns.after() == one.pk
    assert turns.after(one.pk) == two.pk
    assert turns.after(three.pk) == one.pk
    assert turns.before(one.pk) == three.pk
    assert turns.place_of(two.pk) == 2
    assert turns.place_of(987) is None


def test_the_last_one_has_none_after_it():
    only = in_review(make_draft_claim())
    turns = turns_of(reviewer())
    assert turns.after(only.pk) is None
    assert turns.before(only.pk) is None


def test_what_somebody_else_has_open_is_passed_over():
    article = article_of_three()
    one, two, three = (waiting(article, word) for word in ("One", "Two", "Three"))
    Presence.objects.note(member_of("publisher"), two)
    Presence.objects.note(reviewer(), three)
    turns = turns_of(reviewer())
    assert turns.after(one.pk) == three.pk
    assert turns.before(three.pk) == one.pk
    assert turns.keys == keys(one, two, three)


def test_no_more_are_looked_at_than_a_screen_can_bear(monkeypatch):
    monkeypatch.setattr("entities.reviewing.turns.MOST", 2)
    claims = [in_review(make_draft_claim()) for _ in range(3)]
    turns = turns_of(reviewer())
    assert turns.keys == keys(*claims[:2])
    assert turns.are_more


def test_two_queries_find_what_waits_however_many(django_assert_num_queries):
    user = reviewer()
    user.has_perm("entities.publish_claim")
    article = article_of_three()
    for word in ("One", "Two", "Three"):
        waiting(article, word)
    turns_of(user)
    with django_assert_num_queries(2):
        turns_of(user)
