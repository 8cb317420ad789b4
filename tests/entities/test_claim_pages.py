"""A claim's page holds all that is needed to judge it; a comparison's lays it out."""

import json
import re
from decimal import Decimal

import pytest

from entities.models import EntityKind, Stance
from entities.pages.citing import how_to_cite
from tests.factories import (
    make_article,
    make_attribution,
    make_citation,
    make_claim,
    make_comparison,
    make_entity,
    make_qualifier,
    make_topic,
    make_unit,
    make_value,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db


def read(client, record, language="en"):
    address = record.get_absolute_url()
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def enrich(claim, times):
    """Give the claim `times` of everything that its page lists."""
    for n in range(times):
        published(make_comparison(claim, make_claim()))
        entity = published(make_entity(label={"en": f"Partner {n}"}))
        make_qualifier(claim, "partner", entity=entity)
        make_qualifier(claim, "step", other_claim=make_claim())
        make_citation(claim, quote="5 million yuan")
        Stance.objects.create(claim=claim, by=entity, position="doubts")
        claim.topics.add(published(make_topic()))


def test_a_claim_page_costs_the_same_for_one_of_each_and_for_twenty(
    client, queries_for
):
    claim = make_claim()
    enrich(claim, 1)
    address = claim.get_absolute_url()
    with_one = queries_for(address)
    assert with_one <= 15
    Stance.objects.all().delete()
    enrich(claim, 20)
    assert queries_for(address) == with_one
    page = read(client, claim)
    assert all(f">Partner {n}</a>" in page for n in range(20))


def test_the_sentence_stands_in_every_language_it_has(client):
    sentences = {"en": "It grew.", "zh": "它增长了。", "fr": "Il a crû."}
    page = read(client, make_claim(sentences=sentences), "fr")
    assert '<h1 class="sentence">Il a crû.</h1>' in page
    assert '<li lang="en">It grew.</li>' in page
    assert '<li lang="zh">它增长了。</li>' in page


def test_literal_and_likely_readings_stand_apart(client):
    claim = make_claim(
        value={
            "type": "percent",
            "low": Decimal(80),
            "high": Decimal(120),
            "bound": "range",
            "unit": make_unit("%", kind="share"),
            "comparison": "excess_over",
            "as_printed": "by 80% to 120%",
        }
    )
    ratio = make_unit("ratio", kind="ratio")
    for part, low, high in (("literal", "1.8", "2.2"), ("probable", "0.8", "1.2")):
        make_value(
            claim,
            part=part,
            type="quantity",
            low=Decimal(low),
            high=Decimal(high),
            bound="range",
            unit=ratio,
        )
    page = read(client, claim)
    head = page[page.index("<h1") : page.index("</header>", page.index("<h1"))]
    assert "<b>by 80% to 120%</b> <span>80% to 120% more than the other" in head
    assert re.search(r'literal-reading".*?</a> 1.8 to 2.2\xa0:\xa01', head)
    assert re.search(r'probable-reading".*?</a> 0.8 to 1.2\xa0:\xa01', head)


def test_a_missing_unit_is_said(client):
    claim = make_claim(
        value={
            "type": "money",
            "low": Decimal(80_000_000_000),
            "high": Decimal(80_000_000_000),
            "unit": None,
            "inferred_unit": make_unit("CNY"),
            "as_printed": "800亿",
        }
    )
    page = read(client, claim)
    assert "80 billion, no currency given, probably CNY" in page
    assert 'href="/about/#no-unit"' in page


@pytest.mark.parametrize(
    ("rights", "in_context"),
    [("full", True), ("excerpts", True), ("quotes", False)],
)
def test_a_passage_stands_in_its_context_if_its_rights_allow(
    client, rights, in_context
):
    article = published(
        make_article(text="Before it 5 million yuan after it.", rights=rights)
    )
    page = read(client, make_claim(article=article, quote="5 million yuan"))
    assert "<mark>5 million yuan</mark>" in page
    assert ("Before it" in page) is in_context
    assert ("after it." in page) is in_context


def test_the_chain_is_drawn_from_the_page_to_the_origin(client):
    agency = published(make_entity(label={"en": "Agency"}, kind=EntityKind.PUBLISHER))
    source = published(
        make_entity(label={"en": "an insider"}, kind=EntityKind.UNNAMED_SOURCE)
    )
    claim = make_claim(attribution=make_attribution(agency, source, inferred=[1]))
    page = read(client, claim)
    chain = re.search(r'<ol class="chain">.*?</ol>', page, re.S)[0]
    first, last = re.findall(r"<li.*?</li>", chain, re.S)
    assert "Agency" in first
    assert 'class="inferred unnamed"' in last
    for badge in ("inferred-link", "unnamed-source", "origin"):
        assert f'href="/about/#{badge}"' in last
        assert f'href="/about/#{badge}"' not in first
    assert "It goes back to 1 origin." in page


def test_a_claim_shows_what_competes_with_it(client):
    claim = make_claim()
    rival = make_claim(sentences={"en": "The rival says otherwise."})
    published(make_comparison(claim, rival, title={"en": "Which of the two?"}))
    page = read(client, claim)
    assert "Which of the two?" in page
    assert "The rival says otherwise." in page


def test_what_a_reader_must_bear_in_mind_is_explained(client):
    claim = make_claim(
        rank="deprecated",
        rank_reason="A slip of the pen.",
        derived="Half of 1.6 billion.",
        presupposed=True,
        note={"en": "See the other digest."},
        certainty="hedged",
        polarity="negative",
    )
    page = read(client, claim)
    for slug in ("deprecated", "derived", "presupposed", "hedged", "denied"):
        assert f'href="/about/#{slug}"' in page
    for text in ("A slip of the pen.", "Half of 1.6 billion.", "See the other digest."):
        assert text in page


def test_a_claim_can_be_cited_in_three_forms():
    claim = make_claim(sentences={"en": "R&D cost 5% of {all}."})
    cite = how_to_cite(claim, "https://dossier.example/claims/x/", "en")
    year = claim.published_at.year
    assert cite.plain.startswith("Dossier, “R&D cost 5% of {all}.”, ")
    assert r"title = {R\&D cost 5\% of \{all\}.}" in cite.bibtex
    assert f"year = {{{year}}}" in cite.bibtex
    [row] = json.loads(cite.csl_json)
    assert row["title"] == "R&D cost 5% of {all}."
    assert row["URL"] == "https://dossier.example/claims/x/"
    assert row["issued"]["date-parts"][0][0] == year


def test_a_claim_leads_to_its_json(client):
    claim = make_claim()
    assert f'href="/api/v1/claims/{claim.key}/"' in read(client, claim)


def test_a_withdrawn_claim_is_gone_and_says_why(client):
    claim = make_claim()
    claim.withdraw(by=reviewer(), reason="The source took it back.")
    response = client.get(claim.get_absolute_url())
    assert response.status_code == 410
    assert "The source took it back." in response.content.decode()


def test_a_comparison_lays_its_claims_side_by_side(client, queries_for):
    claims = [make_claim(), make_claim()]
    comparison = published(
        make_comparison(
            *claims,
            slug="clash",
            independence="same_origin",
            sources_note={"en": "Both rest on one speech."},
            check_sum="1+1==2",
        )
    )
    page = read(client, comparison)
    assert all(claim.sentences["en"] in page for claim in claims)
    assert "They count different things." in page
    assert "One origin. Both rest on one speech." in page
    assert "<code>1+1==2</code>" in page
    with_two = queries_for("/comparisons/clash/")
    assert with_two <= 15
    more = [make_claim() for _ in range(18)]
    wide = published(make_comparison(*claims, *more, slug="wide"))
    assert queries_for("/comparisons/wide/") == with_two
    assert all(claim.sentences["en"] in read(client, wide) for claim in more)


def test_a_comparison_is_gone_with_one_of_its_claims(client):
    claim = make_claim()
    comparison = published(make_comparison(claim, make_claim()))
    claim.withdraw(by=reviewer(), reason="Wrong.")
    assert client.get(comparison.get_absolute_url()).status_code == 404
