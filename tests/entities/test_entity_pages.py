"""What a reader gets from the page of a company or of anything else."""

import re
from itertools import pairwise

import pytest

from entities.models import EntityKind, EntityRelation, Identifier
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_entity,
    make_name,
    make_property,
    make_publisher,
    make_qualifier,
    make_topic,
    make_unit,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme():
    return make_company(
        slug="acme",
        label={"en": "Acme", "zh": "爱克米", "fr": "Acmé"},
        description={"en": "Makes anvils."},
    )


def read(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_a_company_page_costs_the_same_for_one_claim_and_for_twenty(
    client, queries_for, acme
):
    first = make_claim(subject=acme)
    published(make_comparison(first, make_claim(subject=acme)))
    with_few = queries_for("/companies/acme/")
    assert with_few <= 15
    claims = [make_claim(subject=acme, topics=[published(make_topic())])]
    claims += [make_claim(subject=acme) for _ in range(17)]
    for claim, other in pairwise(claims):
        published(make_comparison(claim, other))
        make_qualifier(claim, "partner", entity=published(make_entity()))
    make_qualifier(make_claim(), "partner", entity=acme)
    assert queries_for("/companies/acme/") == with_few
    page = read(client, "/companies/acme/")
    assert all(claim.sentences["en"] in page for claim in claims)


def test_a_long_company_page_is_cut_into_pages_that_lose_nothing(
    client, queries_for, acme, monkeypatch
):
    monkeypatch.setattr("entities.pages.companies.PER_PAGE", 4)
    claims = [make_claim(subject=acme) for _ in range(9)]
    pages = [read(client, f"/companies/acme/?page={n}") for n in (1, 2, 3)]
    for claim in claims:
        assert sum(f'id="c-{claim.key}"' in page for page in pages) == 1
    assert 'rel="next" href="?page=2"' in pages[0]
    assert client.get("/companies/acme/?page=4").status_code == 404
    assert queries_for("/companies/acme/?page=2") <= 15


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "²", "9" * 30, ""])
def test_what_is_no_page_number_is_not_found(client, acme, page):
    assert client.get(f"/companies/acme/?page={page}").status_code == 404


def test_the_name_is_the_readers_and_the_others_are_folded(client, acme):
    make_name(acme, "爱克米", language="zh")
    make_name(acme, "Acme Anvils", kind="former")
    Identifier.objects.create(entity=acme, scheme="ticker", value="ACME", mic="XNYS")
    page = read(client, "/companies/acme/", "fr")
    assert '<html lang="fr">' in page
    assert "<h1>Acmé</h1>" in page
    folded = re.search(r'<details class="names">.*?</details>', page, re.S)[0]
    assert '<span lang="zh">爱克米</span>' in folded
    assert "Acme Anvils" in folded
    assert "XNYS:ACME" in folded
    assert '<span lang="en">Makes anvils.</span>' in page


def test_a_claim_opens_its_source_in_place_without_a_script(client, acme):
    agency = published(make_entity(label={"en": "Agency"}, kind=EntityKind.PUBLISHER))
    person = published(make_entity(label={"en": "Ann"}, kind=EntityKind.PERSON))
    chain = make_attribution(agency, person, inferred=[1])
    article = published(
        make_article(
            slug="report",
            text="爱克米去年赚了五百万元。",
            language="zh",
            published_on="2024-03",
            published_basis="stated",
            publisher=make_publisher(name={"en": "The Paper"}),
        )
    )
    claim = make_claim(
        subject=acme,
        article=article,
        quote="赚了五百万元",
        attribution=chain,
        certainty="plan",
    )
    claim.citations.update(mode="paraphrase")
    card = re.search(
        rf'<li class="c" id="c-{claim.key}">.*?</li>',
        read(client, "/companies/acme/"),
        re.S,
    )[0]
    opened = re.search(
        r"<details class=\"q\"><summary[^>]*>1</summary>.*</details>", card, re.S
    )[0]
    passage = claim.citations.get().passage
    assert '<blockquote lang="zh">赚了五百万元</blockquote>' in opened
    assert f'<a href="/articles/report/#p={passage.key}">The Paper</a>' in opened
    assert "March 2024" in opened
    assert 'Agency ← <i class="inf">Ann <small>(inferred)</small></i>' in opened
    assert f'href="/claims/{claim.key}/"' in opened
    assert "says Ann" in card
    assert '<a class="b plan" href="/about/#plan" title="Someone intends' in card


def test_a_figure_stands_as_printed_with_the_normalised_one_beside_it(client, acme):
    claim = make_claim(
        subject=acme,
        value={
            "type": "money",
            "low": 2400000000,
            "high": 2400000000,
            "unit": make_unit("CNY"),
            "as_printed": "24亿元",
        },
        article=published(make_article(text="共24亿元。", language="zh")),
    )
    make_qualifier(claim, text="2023-Q1")
    page = read(client, "/companies/acme/")
    assert '<b lang="zh">24亿元</b> <span>CNY\u00a02.4 billion</span>' in page
    assert "<span>first quarter of 2023</span>" in page
    # Where both say the same, once is enough.
    assert '<p class="f"><b>24亿元</b></p>' in read(client, "/companies/acme/", "zh")


def test_a_denied_claim_says_so(client, acme):
    make_claim(subject=acme, polarity="negative")
    assert '<a class="b denied"' in read(client, "/companies/acme/")


def test_sources_that_differ_stand_side_by_side(client, acme):
    mine, theirs = make_claim(subject=acme), make_claim()
    published(
        make_comparison(mine, theirs, slug="clash", title={"en": "Build or rent?"})
    )
    page = read(client, "/companies/acme/")
    box = re.search(r'<article class="box differ">.*?</article>', page, re.S)[0]
    assert "Build or rent?" in box
    assert mine.sentences["en"] in box
    assert theirs.sentences["en"] in box
    assert "They count different things." in box


def test_a_settled_comparison_is_folded_and_a_change_shows_its_order(client, acme):
    old, new = make_claim(subject=acme), make_claim(subject=acme)
    changed = make_comparison(
        new, old, comparison_class="change", state="superseded", title={"en": "Less"}
    )
    changed.members.filter(claim=old).update(side="earlier")
    changed.members.filter(claim=new).update(side="later")
    published(changed)
    published(make_comparison(old, new, comparison_class="agree", state="resolved"))
    page = read(client, "/companies/acme/")
    history = page[page.index('id="what_changed"') :]
    assert history.index("Earlier") < history.index(old.sentences["en"])
    assert history.index("Later") < history.index(new.sentences["en"])
    assert history.index(old.sentences["en"]) < history.index(new.sentences["en"])
    assert 'class="fold"' in page[page.index('id="settled"') :]
    assert "Where sources differ" not in page


def test_claims_that_only_name_the_entity_come_last_and_are_not_counted(client, acme):
    about = make_claim(subject=acme)
    naming = make_claim(subject=make_company(label={"en": "Rival"}))
    make_qualifier(naming, "partner", entity=acme)
    page = read(client, "/companies/acme/")
    named = page[page.index('id="named"') :]
    assert naming.sentences["en"] in named
    assert "Rival" in named
    assert about.sentences["en"] not in named
    assert "<dt>Claims</dt><dd>1</dd>" in page


def test_claims_stand_under_their_group_and_property(client, acme):
    make_claim(subject=acme, property=make_property("profit"))
    page = read(client, "/companies/acme/")
    assert page.index(">Money</h2>") < page.index("<h3>Profit</h3>")


def test_origins_are_counted_apart_from_outlets(client, acme):
    agency = published(make_entity())
    for _ in range(2):
        outlet = published(make_entity(kind=EntityKind.PUBLISHER))
        make_claim(subject=acme, attribution=make_attribution(outlet, agency))
    page = read(client, "/companies/acme/")
    assert "<dt>Sources</dt><dd>2</dd>" in page
    assert "Independent origins</a></dt><dd>1</dd>" in page


def test_related_entities_and_topics_are_listed(client, acme):
    owner = make_company(slug="owner", label={"en": "Owner"})
    EntityRelation.objects.create(entity=acme, kind="held_by", other=owner)
    make_claim(subject=acme, topics=[published(make_topic(title={"en": "Anvils"}))])
    page = read(client, "/companies/acme/")
    assert '<span class="n">held by</span> <a href="/companies/owner/">Owner' in page
    assert ">Anvils</a>" in page
    assert "holds" in read(client, "/companies/owner/")


def test_a_source_is_numbered_once_however_often_it_is_cited(client, acme):
    article = published(make_article(title="The report", text="One. Two."))
    claim = make_claim(subject=acme, article=article, quote="One")
    make_citation(claim, article, "Two")
    page = read(client, "/companies/acme/")
    assert ">1</summary>" in page
    assert page.count("<cite>The report</cite>") == 1


def test_a_company_without_claims_says_so(client, acme):
    page = read(client, "/companies/acme/")
    assert "No claim about Acme has been published yet." in page


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/entities/acme/", "/companies/acme/"),
        ("/companies/ann/", "/entities/ann/"),
        ("/companies/old-acme/", "/companies/acme/"),
        ("/entities/old-acme/?lang=fr", "/companies/acme/?lang=fr"),
    ],
)
def test_another_address_of_an_entity_redirects_for_ever(client, asked, leads_to):
    company = make_company(slug="old-acme")
    company.rename("acme")
    published(make_entity(slug="ann", kind=EntityKind.PERSON))
    response = client.get(asked)
    assert response.status_code == 301
    assert response["Location"] == leads_to


def test_a_withdrawn_entity_is_gone_and_says_why(client, acme):
    acme.rename("acme-corp")
    acme.withdraw(by=reviewer(), reason="It never <b>existed</b>.")
    response = client.get("/companies/acme-corp/")
    assert response.status_code == 410
    assert "It never &lt;b&gt;existed&lt;/b&gt;." in response.content.decode()
    assert client.get("/companies/acme/").status_code == 301


@pytest.mark.parametrize("language", ["en", "fr"], ids=["own", "foreign"])
def test_texts_of_others_never_run(client, language):
    evil = "<script>alert(1)</script>"
    company = make_company(slug="evil", label={"en": evil}, description={"en": evil})
    make_claim(
        subject=company,
        sentences={"en": evil},
        article=published(make_article(text=evil, title=evil)),
    )
    page = read(client, "/companies/evil/", language)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_page_answers_reading_only(client, acme, method):
    assert getattr(client, method)("/companies/acme/").status_code == 405
    assert client.head("/companies/acme/").status_code == 200
