"""What was decided on passages of older texts is taken back: on the page, or by `z`."""

import pytest

from articles.models import DeskAct, Passage, Version
from entities.models import Claim, Mention
from tests.annotation.asking import Desk
from tests.entities.test_admin_anchoring import (
    NEW,
    again,
    article,  # noqa: F401  # a fixture
    carry,
    decide,
    errors,
    member,
    mention,
    page_of,
    shown,
    words_of,
)
from tests.factories import (
    annotator,
    make_citation,
    make_claim,
    make_draft_claim,
    make_entity,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def take_back(client, article, change=None):  # noqa: F811
    change = change or client.get(page_of(article)).context["undoable"].change
    sent = {
        "act": "undo",
        "newest": article.current_version.number,
        "change": str(change),
    }
    return client.post(page_of(article), sent, follow=True)


def test_what_was_carried_over_is_taken_back_as_one_change(article):  # noqa: F811
    """By whoever carried it, also where readers see the claim: nothing they read
    changes."""
    claim = make_claim(article, "5 million yuan")
    citation, marked = claim.citations.get(), mention(article, "Acme")
    doubled = mention(article, "earned")
    again(article)
    passage = Passage.objects.find(article.current_version, "earned")
    Mention.objects.create(passage=passage, entity=doubled.entity)
    client = member(annotator())
    assert "Take it back" not in shown(client, article)
    carry(client, article)
    assert not Mention.objects.filter(pk=doubled.pk).exists()
    assert "You did last: 3 of 3 passages carried over" in shown(client, article)
    revision = Claim.objects.get().revision
    said = take_back(client, article).content.decode()
    assert "Undone: 3 of 3 passages carried over to version 2." in said
    assert words_of(citation) == (1, "5 million yuan")
    assert words_of(marked) == (1, "Acme")
    assert words_of(doubled) == (1, "earned")
    assert Claim.objects.get().revision == revision + 1
    last = [row.history.first() for row in (citation, marked, claim)]
    assert len({row.change for row in last}) == 1
    assert "Take it back" not in shown(client, article)
    assert "3 of 3 passages" in carry(client, article).content.decode()


def test_at_the_desk_it_is_undone_like_anything_else(article):  # noqa: F811
    claim = make_claim(article, "5 million yuan")
    citation, marked = claim.citations.get(), mention(article, "Acme")
    again(article)
    carry(member(annotator()), article)
    ann = Desk(article)
    (act,) = ann.ask("GET", "undo/").json()["acts"]
    assert act["said"] == "2 of 2 passages carried over to version 2."
    told = ann.undo(act)
    assert words_of(citation)[0] == words_of(marked)[0] == 1
    gone = {f"citation-{citation.pk}", f"mention-{marked.pk}", f"claim-{claim.key}"}
    assert gone <= set(told["removed"])
    assert told["cards"] == told["marks"] == []
    assert ann.ask("GET", "undo/").json() == {"acts": []}
    assert "Take it back" not in shown(ann.client, article)


def test_a_colleague_at_the_desk_sees_it_leave(article):  # noqa: F811
    marked = mention(article, "Acme")
    again(article)
    carry(member(annotator()), article)
    bob = Desk(article, reviewer())
    since = {"since": str(marked.history.first().change)}
    take_back(member(annotator()), article)
    news = bob.client.get(f"/api/v1/desk/articles/{article.slug}/", since).json()
    assert f"mention-{marked.pk}" in news["removed"]
    assert [one["said"] for one in news["news"]][-1:] == [
        "annotator changed 1 mention."
    ]


def test_decisions_are_taken_back_one_after_the_other(article):  # noqa: F811
    first, second = mention(article, "Hefei"), mention(article, "in May")
    again(article)
    client = member(annotator())
    there = NEW.index("plant in Hefei")
    decide(client, article, first, "move", place=f"{there}-{there + 14}")
    decide(client, article, second, "withdraw")
    assert "You did last: “in May”: Withdrawn." in shown(client, article)
    take_back(client, article)
    assert words_of(second) == (1, "in May")
    take_back(client, article)
    assert words_of(first) == (1, "Hefei")
    assert "Passage 1 of 2 that need a decision" in shown(client, article)


def test_what_readers_see_by_now_is_not_moved_back(article):  # noqa: F811
    """Who moved it while it was a draft: the texts leave doubt where it stood."""
    claim = make_draft_claim(drafted_by=annotator())
    row = make_citation(claim, article, "opened in May")
    again(article)
    there = NEW.index("opened in June")
    client = member(annotator())
    decide(client, article, row, "move", place=f"{there}-{there + 14}")
    claim.refresh_from_db()
    published(claim)
    assert "has changed the claim" in errors_of(take_back(client, article))
    assert words_of(row) == (2, "opened in June")


def errors_of(answer) -> str:
    assert "Nothing was changed." in answer.content.decode()
    return errors(answer)


def test_nobody_takes_back_what_others_did_or_what_has_changed_since(article):  # noqa: F811
    marked = mention(article, "Acme")
    again(article)
    client = member(annotator())
    carry(client, article)
    change = DeskAct.objects.get().change
    bob = member(reviewer())
    assert "Take it back" not in shown(bob, article)
    assert "did here yourself" in errors_of(take_back(bob, article, change))
    marked.refresh_from_db()
    marked.entity = make_entity()
    marked.save()
    assert "has changed the mention" in errors_of(take_back(client, article, change))
    assert words_of(marked) == (2, "Acme")
    assert "Choose" not in errors_of(take_back(client, article, "nonsense"))
    assert "did here yourself" in errors_of(take_back(client, article, " "))


def test_with_a_third_text_it_goes_back_to_the_first(article):  # noqa: F811
    marked = mention(article, "Acme")
    again(article)
    client = member(annotator())
    carry(client, article)
    Version.objects.capture(article, NEW + " More.")
    take_back(client, article)
    assert words_of(marked) == (1, "Acme")
