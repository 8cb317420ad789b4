"""What is not published is seen by nobody: one world of secrets, every page read."""

import re

import pytest

from articles.models import Article, Passage, Version
from entities.models import (
    ClaimSubject,
    ClaimTopic,
    Entity,
    EntityRelation,
    Mention,
    Name,
    Qualifier,
    Stance,
    Value,
    ValueEntity,
)
from tests.factories import (
    annotator,
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_name,
    make_publisher,
    make_qualifier_kind,
    make_topic,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
SECRET = "Quetzalcoatl"
LINK = re.compile(r'href="(/[^"#?]*)')


@pytest.fixture
def world():
    """A public company, topic and article, each tied to everything that is hidden."""
    acme = make_company(slug="acme", label={"en": "Acme"})
    make_name(acme, "Acme Ltd")
    topic = published(make_topic(slug="chips", title={"en": "Chips"}))
    article = published(make_article(slug="report", text="Acme earned 5 million yuan."))
    claim = make_claim(subject=acme, topics=[topic], article=article)
    rival = make_claim(subject=acme, topics=[topic], article=article)
    published(make_comparison(claim, rival, slug="clash", state="open"))
    hide_things(acme, topic, article, claim)
    return claim


def hide_things(acme, topic, article, claim):
    """Drafts and withdrawn things with the secret in every text they have."""
    secret = {"en": SECRET}
    entity = make_entity(label=secret, description=secret, slug="secret-entity")
    EntityRelation.objects.create(entity=acme, kind="part_of", other=entity)
    make_topic(title=secret, description=secret, parent=topic, slug="secret-topic")
    hidden_article = make_article(
        slug="secret-article",
        title=SECRET,
        text=f"{SECRET} earned 5 million yuan.",
        publisher=make_publisher(slug="secret-publisher", name=secret),
    )
    # A second passage of the public claim lies in an article that nobody may see.
    make_citation(claim, hidden_article)
    draft = make_draft_claim(
        subject=acme, sentences=secret, topics=[topic], note=secret, ref="secret-1"
    )
    make_citation(draft, article)
    on_hidden = make_claim(subject=acme, sentences=secret, topics=[topic], ref="gone-1")
    withdraw_article_of(on_hidden)
    published(
        make_comparison(claim, make_claim(subject=acme), slug="kept", title=secret)
    ).withdraw(by=reviewer(), reason="Wrong.")
    make_comparison(claim, draft, title=secret, explanation=secret)
    text = f"A summary[[c:secret-1]] of it[[c:{draft.key}]][[c:gone-1]][[c:{SECRET}]]."
    topic.narrative = {"en": text}
    topic.save()
    name_what_was_withdrawn(claim, article, on_hidden)


def withdraw_article_of(claim):
    article = claim.citations.get().article
    article.withdraw(by=reviewer(), reason="Retracted.")


def name_what_was_withdrawn(claim, article, hidden_claim):
    """Everything by which a claim can name an entity names one withdrawn since."""
    entity = published(make_entity(label={"en": SECRET}, slug="was-public"))
    chain = make_attribution(entity)
    other = published(make_article(text="A further source says 5 million yuan."))
    make_citation(claim, other, attribution=chain)
    ClaimSubject.objects.create(claim=claim, entity=entity)
    Stance.objects.create(claim=claim, by=entity, position="doubts")
    Qualifier.objects.create(
        claim=claim, kind=make_qualifier_kind("partner"), entity=entity
    )
    Qualifier.objects.create(
        claim=claim, kind=make_qualifier_kind("step"), other_claim=hidden_claim
    )
    value = Value.objects.create(claim=claim, part="component", type="entity")
    ValueEntity.objects.create(value=value, entity=entity)
    version = article.current_version
    passage = Passage.objects.mark(version, 0, 4)
    Mention.objects.create(passage=passage, entity=entity)
    topic = make_topic(title={"en": SECRET})
    ClaimTopic.objects.create(claim=claim, topic=topic)
    # The model refuses this while claims name it; pages must not rely on that.
    Entity.objects.filter(pk=entity.pk).update(
        status="withdrawn", withdrawal_reason="Never existed."
    )


def crawl(client, start="/"):
    """Each public page that can be reached, with what it says."""
    waiting, seen = [start, "/companies/acme/", "/topics/chips/"], {}
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static/", "/admin/", "/api/")):
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        seen[address] = response.content.decode()
        waiting += LINK.findall(seen[address])
    return seen


def test_no_page_names_what_is_not_published(client, world):
    pages = crawl(client)
    kinds = {address.split("/")[1] for address in pages}
    assert kinds >= {"", "companies", "topics", "articles", "claims", "comparisons"}
    assert {a for a, page in pages.items() if SECRET.lower() in page.lower()} == set()
    assert {a for a, page in pages.items() if "secret-" in page} == set()


def test_no_page_counts_what_is_not_published(client, world):
    page = client.get("/companies/acme/").content.decode()
    counts = re.findall(r"<dt>(?:<a[^>]*>)?([^<]*)(?:</a>)?</dt><dd>(\d+)</dd>", page)
    assert dict(counts) == {
        "Claims": "3",  # two of the world's and the one whose comparison is withdrawn
        "Sources": "3",
        "Independent origins": "4",
        "Open disagreements": "1",
    }
    lists = client.get("/companies/").content.decode()
    assert '<span class="n">3 claims</span>' in lists


def test_a_claim_names_neither_a_withdrawn_speaker_nor_its_own_drafts(client, world):
    page = client.get(world.get_absolute_url()).content.decode()
    assert "name not shown" in page
    assert "A further source" in page


HIDDEN = [
    "/companies/hidden/",
    "/entities/hidden/",
    "/topics/hidden/",
    "/articles/hidden/",
    "/claims/{claim}/",
    "/comparisons/hidden/",
    "/publishers/hidden/",
]


@pytest.mark.parametrize("address", HIDDEN)
def test_what_is_hidden_answers_exactly_like_what_does_not_exist(client, address):
    make_entity(slug="hidden")
    make_topic(slug="hidden")
    make_article(slug="hidden", publisher=make_publisher(slug="hidden"))
    claim = make_draft_claim()
    make_comparison(claim, slug="hidden")
    hidden = client.get(address.format(claim=claim.key))
    unknown = client.get("/no-such-place/at-all/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content
    assert hidden.headers == unknown.headers


def test_a_former_address_of_a_draft_is_unknown(client):
    entity = make_entity(slug="old")
    entity.rename("new")
    assert client.get("/entities/old/").status_code == 404


def test_names_of_a_draft_do_not_reach_the_entity_that_shares_them(client):
    Name.objects.create(entity=make_entity(), text=SECRET, language="en")
    make_company(slug="acme")
    assert SECRET not in client.get("/companies/acme/").content.decode()


def test_an_article_of_which_nothing_may_be_shown_shows_nothing(client):
    article = Article.objects.create(
        slug="closed",
        title="Closed",
        title_language="en",
        language="en",
        rights="nothing",
        publisher=make_publisher(),
        drafted_by=annotator(),
    )
    Version.objects.capture(article, f"{SECRET} earned a lot.")
    published(article)
    response = client.get("/articles/closed/")
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize("address", ["/companies/acme/", "/topics/chips/"])
def test_the_pager_does_not_count_drafts(client, monkeypatch, address):
    for module in ("companies", "topics"):
        monkeypatch.setattr(f"entities.pages.{module}.PER_PAGE", 1)
    acme = make_company(slug="acme")
    topic = published(make_topic(slug="chips"))
    make_claim(subject=acme, topics=[topic])
    for _ in range(3):
        make_citation(make_draft_claim(subject=acme, topics=[topic]))
    assert "?page=" not in client.get(address).content.decode()
    assert client.get(f"{address}?page=2").status_code == 404
