"""Whoever works at the desk without the right to look at records of one kind learns
nothing of them on the way: by marks, cards, searches, offers, chains or refusals."""

import pytest

from articles.models import Passage
from entities.models import Attribution, Claim, Entity, Mention
from tests.factories import (
    make_citation,
    make_draft_claim,
    make_entity,
    make_name,
    make_qualifier_kind,
    make_topic,
)
from tests.leaks.desk_site import (
    REQUESTS,
    ask,
    client_of,
    desk_site,
    everybody_but,
    new_claim,
    person,
    place,
)
from tests.leaks.test_desk_api import taken_back

pytestmark = pytest.mark.django_db
MARK = "quetzal"
NONE = "zuetzal"  # there is no such thing
HERE = "articles/{article}/"
# What tells of a record of the kind in an answer, and what is asked besides.
SINCE = f"{HERE}?since=00000000-0000-7000-8000-000000000000&own=yes"
REFUSED = f"{HERE}suggestions/?refused=yes"


@pytest.fixture
def site():
    made = desk_site()
    text = made.article.current_version
    secret = make_entity(slug=MARK, kind="company", label={"en": "Quetzal"})
    make_name(secret, "Quetzal Ltd")
    make_name(secret, "Umbrella")  # as the other one is called
    passage = Passage.objects.find(text, "more")
    Mention.objects.create(passage=passage, entity=secret)
    made.secret = secret
    return made


def tells(site) -> dict[str, list[str]]:
    """What must not be told to whoever may not see records of the kind."""
    return {
        "mention": [f"mention-{site.mention.pk}"],
        "citation": [f"citation-{site.citation.pk}", f"claim-{site.claim.key}"],
        "claim": [site.claim.key, site.claim.sentences["en"]],
        "thread": [f"thread-{site.thread.pk}", "Net?", "Gross?"],
        "comment": [f"thread-{site.thread.pk}", "Net?", "Gross?"],
        "refusal": [f'data-refusal=\\"{site.refusal.pk}'],
        "attribution": [site.chain.slug],
        "entity": [MARK, "Quetzal"],
    }


def everything_asked(client, site):
    """Yield what each operation answers, and a few that look further."""
    for key in REQUESTS:
        if key == ("api-desk-citation", "GET"):
            continue  # the chain of a citation is seen with it
        answer, _ = taken_back(lambda: ask(client, site, *key))  # noqa: B023
        yield key, answer
    for path in (SINCE, REFUSED):
        address = f"/api/v1/desk/{path.format(article=site.article.slug)}"
        yield path, client.get(address)
    for words in ("Quetzal", "sentence", "Acme"):
        for path in (f"claims/?q={words}", f"entities/?q={words}"):
            yield path, client.get(f"/api/v1/desk/{path}")
    yield "alike", client.get("/api/v1/desk/entities/?alike=Quetzal Ltd")


def told_of(client, site, kind) -> list:
    words = tells(site)[kind]
    return [
        (asked, word)
        for asked, answer in everything_asked(client, site)
        for word in words
        if word in answer.content.decode()
    ]


KINDS = [
    "mention", "citation", "claim", "thread", "comment", "refusal", "attribution",
    "entity",
]  # fmt: skip


def test_whoever_may_see_everything_is_told_all_of_it(site):
    """So the words below are those that would be told."""
    client = client_of(person("publisher"))
    answers = "".join(a.content.decode() for _, a in everything_asked(client, site))
    for kind, words in tells(site).items():
        assert [word for word in words if word not in answers] == [], kind


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_told_of_a_kind_that_one_may_not_see(site, kind):
    client = client_of(everybody_but(kind))
    assert told_of(client, site, kind) == []


def naming(kind: str, name: str, site) -> list[tuple[str, dict]]:
    """Requests that name a record of the kind in the body."""
    claim = new_claim()
    cited = {"claim": site.claim.key, "place": place("lost")}
    with_value = {"value": {"type": "entity", "entities": [name]}}
    return {
        "entity": [
            ("mentions", {"entity": name, "places": [place("lost")]}),
            ("refusals", {"entity": name, "places": [place("Umbrella")]}),
            ("names", {"entity": name, "text": "X", "language": "en", "kind": "alias"}),
            ("claims", claim | {"subject": name}),
            ("claims", claim | {"speaker": name}),
            ("claims", claim | with_value),
            ("claims", claim | {"qualifiers": [{"kind": "owner", "entity": name}]}),
            ("citations", cited | {"asserted_by": name}),
            ("citations", cited | {"chain": [{"by": name, "verb": "says"}]}),
        ],
        "topic": [("claims", claim | {"topics": [name]})],
        "claim": [
            ("claims", claim | {"qualifiers": [{"kind": "owner", "claim": name}]}),
            ("citations", cited | {"claim": name}),
            ("comments", {"claim": name, "text": "Why?"}),
        ],
        "attribution": [
            ("claims", claim | {"attribution": name}),
            ("citations", cited | {"chain": name}),
        ],
    }[kind]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "merged"])
@pytest.mark.parametrize("kind", ["entity", "topic", "claim", "attribution"])
def test_a_name_of_what_one_may_not_see_is_answered_like_one_of_nothing(
    site, kind, status
):
    make_qualifier_kind("owner")
    topic = make_topic(slug=MARK, title={"en": "Quetzal"})
    Attribution.objects.filter(pk=site.chain.pk).update(slug=MARK)
    other = make_draft_claim(sentences={"en": "Quetzal."})
    make_citation(other, site.article, "Bolt", attribution=site.chain)
    Claim.objects.filter(pk=other.pk).update(key=MARK)
    if status == "withdrawn":
        for record in (site.secret, topic, other):
            type(record).objects.filter(pk=record.pk).update(
                status=status, withdrawal_reason="It was wrong."
            )
    if status == "merged":
        acme = Entity.objects.get(slug="acme")
        Entity.objects.filter(pk=site.secret.pk).update(
            merged_into=acme, status="withdrawn", withdrawal_reason="Twice there."
        )
    client = client_of(everybody_but(kind))
    asked = zip(naming(kind, MARK, site), naming(kind, NONE, site), strict=True)
    for (path, body), (_, unknown) in asked:
        there, none = (
            taken_back(lambda: post(client, path, sent))[0]  # noqa: B023
            for sent in (body, unknown)
        )
        said = there.content.decode().replace(MARK, NONE)
        assert there.status_code >= 400, (path, body)
        assert said == none.content.decode(), (path, body)


def post(client, path: str, body: dict):
    address = f"/api/v1/desk/articles/acme-earns/{path}/"
    return client.post(address, body, content_type="application/json")
