"""An article is captured again: what was marked is carried over, decided on, kept."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import KeptPassage, Passage, Version
from entities.models import Citation, Mention, Thread
from tests.factories import (
    annotator,
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

A = "Acme earned 5 million yuan in 2023. "
B = "Its chairman spoke of a good year. "
C = "The plant in Hefei opened in May. "
D = "Nobody was hurt. "
OLD = A + B + C + D + "A second one is to follow in Wuhu."
# The first sentence stays, another comes before the second, the third has other words.
NEW = OLD.replace("It", "Shares rose at once. It").replace("in May", "in June")


@pytest.fixture
def article():
    return published(make_article(OLD))


def page_of(article) -> str:
    return f"/admin/articles/article/{article.pk}/anchoring/"


def member(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def mention(article, quote):
    passage = Passage.objects.find(article.current_version, quote, occurrence=1)
    return Mention.objects.create(passage=passage, entity=make_entity())


def again(article, text=NEW):
    return Version.objects.capture(article, text)


def shown(client, article, **asked) -> str:
    answer = client.get(page_of(article), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client, article, row, act, *, follow=True, **sent):
    """Send what the page sends for the passage of the row."""
    passage = row.passage
    screen = client.get(page_of(article), {"passage": passage.key}).context["screen"]
    fields = {
        "act": act,
        "newest": article.current_version.number,
        "passage": passage.key,
        "seen": screen.left.seen,
    }
    return client.post(page_of(article), fields | sent, follow=follow)


def carry(client, article):
    sent = {"act": "carry", "newest": article.current_version.number}
    return client.post(page_of(article), sent, follow=True)


def words_of(row) -> tuple[int, str]:
    row.refresh_from_db()
    return row.passage.version.number, row.passage.quote


def errors(answer) -> str:
    return " ".join(answer.context["screen"].form.non_field_errors())


def test_looking_moves_nothing_and_tells_what_is_certain(article):
    rows = [mention(article, words) for words in ("Acme", "Hefei", "opened", "Wuhu")]
    version = again(article)
    client = member(annotator())
    said = shown(client, article)
    assert "Carry over the 2 certain ones" in said
    assert "Passage 1 of 2 that need a decision" in said
    captured = client.get(f"/admin/articles/article/captured/{version.pk}/")
    assert "4 passages of older texts carry something" in captured.content.decode()
    assert [words_of(row)[0] for row in rows] == [1, 1, 1, 1]


def test_what_is_certain_is_carried_over_as_one_change(article):
    claim = make_claim(article, "5 million yuan")
    citation, marked = claim.citations.get(), mention(article, "Acme")
    again(article)
    revision = claim.revision
    answer = carry(member(annotator()), article)
    assert (
        "2 of 2 passages carried over to version 2; 0 need a decision."
        in answer.content.decode()
    )
    assert words_of(citation) == (2, "5 million yuan")
    assert words_of(marked) == (2, "Acme")
    claim.refresh_from_db()
    assert claim.status == "published"
    assert claim.revision == revision + 1
    last = [row.history.first() for row in (citation, marked, claim)]
    assert len({row.change for row in last}) == 1
    assert {row.history_user for row in last} == {annotator()}
    assert "says the same at this place" in last[0].history_change_reason
    assert (
        "Everything that is marked stands in the newest text."
        in answer.content.decode()
    )


def test_carrying_over_leaves_what_is_asked_and_a_second_time_does_nothing(article):
    row = mention(article, "Hefei")
    again(article)
    client = member(annotator())
    for _ in range(2):
        assert "0 of 1 passages carried over" in carry(client, article).content.decode()
    assert words_of(row) == (1, "Hefei")


def test_a_mark_that_the_newest_text_has_already_is_not_doubled(article):
    row = mention(article, "Acme")
    again(article)
    passage = Passage.objects.find(article.current_version, "Acme")
    there = Mention.objects.create(passage=passage, entity=row.entity)
    carry(member(annotator()), article)
    assert list(Mention.objects.all()) == [there]


def test_a_claim_that_cites_the_place_already_is_asked_about(article):
    claim = make_draft_claim()
    row = make_citation(claim, article, "5 million yuan")
    again(article)
    make_citation(claim, article, "5 million yuan")
    client = member(annotator())
    assert "The newest text has this already" in shown(client, article)
    assert "0 of 1 passages" in carry(client, article).content.decode()
    decide(client, article, row, "withdraw")
    assert not Citation.objects.filter(pk=row.pk).exists()


def test_keeping_leaves_it_and_is_not_asked_again(article):
    claim = make_claim(article, "opened in May")
    row = claim.citations.get()
    again(article)
    client = member(annotator())
    assert type(claim).objects.outdated().exists()
    decide(client, article, row, "keep")
    assert KeptPassage.objects.get().by == annotator()
    assert words_of(row) == (1, "opened in May")
    assert not type(claim).objects.outdated().exists()
    assert "Kept at an older text</dt><dd>1" in shown(client, article)
    again(article, NEW + " More.")
    assert "Nothing needs a decision" in shown(client, article)
    readers = Client().get(article.get_absolute_url() + "?lang=en").content.decode()
    assert f'id="p={row.passage.key}"' in readers
    client.post(
        page_of(article), {"act": "again", "newest": 3, "passage": row.passage.key}
    )
    assert "Passage 1 of 1" in shown(client, article)
    assert KeptPassage.history.count() == 2


def test_moving_what_readers_see_takes_a_publisher_who_says_why(article):
    claim = make_claim(article, "opened in May")
    row = claim.citations.get()
    again(article)
    there = NEW.index("opened in June")
    sent = {"place": f"{there}-{there + 14}", "reason": "The month was put right."}
    for user in (annotator(), reviewer()):
        client = member(user)
        assert "publishers change it" in shown(client, article)
        assert "publishers change it" in errors(
            decide(client, article, row, "move", **sent)
        )
    client = member(publisher())
    refused = decide(client, article, row, "move", **sent | {"reason": ""})
    assert "say why" in errors(refused)
    assert words_of(row) == (1, "opened in May")
    decide(client, article, row, "move", **sent)
    assert words_of(row) == (2, "opened in June")
    assert row.history.first().history_change_reason == sent["reason"]
    claim.refresh_from_db()
    assert claim.history.first().history_change_reason == sent["reason"]


def test_moving_to_words_that_are_typed(article):
    row = mention(article, "Hefei")
    again(article)
    client = member(annotator())
    quote = {"place": "typed", "quote": "Berlin am Rhein"}
    assert "does not say this" in errors(decide(client, article, row, "move", **quote))
    assert "Berlin am Rhein" in errors_page(client, article, row, quote)
    quote["quote"] = "in"
    assert "places: choose one" in errors(decide(client, article, row, "move", **quote))
    quote["quote"] = "plant in Hefei"
    decide(client, article, row, "move", **quote)
    assert words_of(row) == (2, "plant in Hefei")


def errors_page(client, article, row, sent) -> str:
    return decide(client, article, row, "move", **sent).content.decode()


def test_withdrawing_takes_it_away_unless_readers_would_miss_it(article):
    marked, thread = mention(article, "in May"), thread_at(article, "opened")
    claim = make_claim(article, "opened in May")
    row = claim.citations.get()
    again(article)
    client = member(publisher())
    decide(client, article, marked, "withdraw")
    assert not Mention.objects.exists()
    decide(client, article, thread, "withdraw")
    thread.refresh_from_db()
    assert thread.is_resolved
    refused = decide(client, article, row, "withdraw", reason="It is gone.")
    assert "withdraw the claim itself" in errors(refused)
    make_citation(claim, article, "5 million yuan", position=1)
    decide(client, article, row, "withdraw", reason="It is gone.")
    assert claim.citations.get().passage.quote == "5 million yuan"


def thread_at(article, quote):
    passage = Passage.objects.find(article.current_version, quote)
    return Thread.objects.start(by=annotator(), text="Look here.", passage=passage)


def test_what_was_settled_or_withdrawn_is_asked_no_more(article):
    thread_at(article, "opened").resolve(by=annotator())
    claim = make_claim(article, "opened in May")
    claim.withdraw(by=reviewer(), reason="It was wrong.")
    again(article)
    assert "Everything that is marked" in shown(member(annotator()), article)


def test_who_decides_has_seen_what_hangs_there(article):
    row = mention(article, "Hefei")
    again(article)
    client = member(annotator())
    before = shown(client, article)
    assert f'value="entities.mention-{row.pk}-1"' in before
    sent = {"act": "keep", "newest": 2, "passage": row.passage.key}
    sent["seen"] = f"entities.mention-{row.pk}-1"
    row.kind = "alias"
    row.save()
    assert "Somebody has changed" in errors(client.post(page_of(article), sent))
    again(article, NEW + " More.")
    sent["seen"] = f"entities.mention-{row.pk}-2"
    assert "captured again meanwhile" in errors(client.post(page_of(article), sent))
    client.post(page_of(article), sent | {"newest": 3})
    assert KeptPassage.objects.count() == 1
    gone = client.post(page_of(article), sent | {"newest": 3})
    assert "Somebody has decided" in errors(gone)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "burn", "newest": 2},
        {"act": "move", "newest": "x" * 5000},
        {"act": "move", "newest": 10**30},
        {"act": "keep", "newest": 2, "passage": "\x00"},
        {"act": "keep", "newest": 2, "passage": "none"},
        {"act": "move", "newest": 2, "place": "9-3"},
        {"act": "move", "newest": 2, "place": "0-999999999"},
        {"act": "move", "newest": 2, "place": "²-³"},
        {"act": "move", "newest": 2, "quote": "x" * 6000},
        {"act": "move", "newest": 2, "quote": "a\x00b", "place": "typed"},
        {"act": "move", "newest": 2, "reason": "y" * 3000, "place": "0-4"},
    ],
)
def test_nonsense_is_refused_in_words(article, sent):
    row = mention(article, "Hefei")
    again(article)
    client = member(annotator())
    fields = {"passage": row.passage.key, "seen": f"entities.mention-{row.pk}-1"}
    answer = client.post(page_of(article), fields | sent)
    assert answer.status_code == 200
    assert "Nothing was changed." in answer.content.decode()
    assert words_of(row) == (1, "Hefei")
    assert client.get(page_of(article), {"passage": "\x00"}).status_code == 200


def test_whoever_may_not_see_claims_learns_of_none(article):
    make_claim(article, "opened in May")
    mention(article, "Hefei")
    again(article)
    user = get_user_model().objects.create(username="reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client = member(user)
    said = shown(client, article)
    assert "Need a decision</dt><dd>0" in said
    assert "opened in May" not in said
    assert client.post(page_of(article), {"act": "carry"}).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_entity"))
    said = shown(member(get_user_model().objects.get(pk=user.pk)), article)
    assert "Need a decision</dt><dd>1" in said
    assert 'value="keep"' not in said


def test_the_first_page_and_the_list_ask_for_articles_with_passages_left(article):
    client = member(annotator())
    row = mention(article, "Hefei")
    listed = "/admin/articles/article/?queue=left_behind"
    assert "with passages of the older text" in client.get("/admin/").content.decode()
    assert article.title not in client.get(listed).content.decode()
    again(article)
    assert article.title in client.get(listed).content.decode()
    assert listed.replace("?", "?") in client.get("/admin/").content.decode()
    pages = [f"/admin/articles/article/{article.pk}/{of}/" for of in ("change", "desk")]
    for page in pages:
        assert page_of(article) in client.get(page).content.decode()
    decide(client, article, row, "keep")
    assert article.title not in client.get(listed).content.decode()
    for page in pages:
        assert page_of(article) not in client.get(page).content.decode()


def test_the_page_and_carrying_cost_the_same_for_one_passage_and_for_many(
    article, queries_for
):
    client = member(annotator())
    rows = [mention(article, "Acme"), mention(article, "Hefei")]
    again(article)
    one = queries_for(page_of(article), client)
    for quote in ("earned", "million", "plant", "in May", "Nobody", "second"):
        rows.append(mention_of(article, quote))
    assert queries_for(page_of(article), client) == one
    assert len(rows) == 8


def mention_of(article, quote):
    passage = Passage.objects.find(article.versions.get(number=1), quote)
    return Mention.objects.create(passage=passage, entity=make_entity())
