"""Home, lists, how we work, and what readers meet when something is not there."""

import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from entities.badges import badges
from entities.models import EntityKind
from tests.factories import (
    make_claim,
    make_company,
    make_comparison,
    make_entity,
    make_property,
    make_topic,
    published,
)

pytestmark = pytest.mark.django_db


def read(client, address, language="en"):
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_the_home_page_costs_the_same_for_one_claim_and_for_twenty(client, queries_for):
    topic = published(make_topic())
    claim = make_claim(topics=[topic])
    published(make_comparison(claim, make_claim(topics=[topic])))
    with_few = queries_for("/")
    assert with_few <= 15
    claims = [make_claim(topics=[published(make_topic())]) for _ in range(18)]
    for other in claims:
        published(make_comparison(claim, other))
    assert queries_for("/") == with_few
    page = read(client, "/")
    assert claims[-1].sentences["en"] in page
    assert claims[-1].subject.label["en"] in page


def test_an_empty_site_says_so_everywhere(client):
    page = read(client, "/")
    assert "No claim has been published yet." in page
    assert "No company has a page yet." in page
    assert "No disagreement is open." in page
    assert "No company has a page yet." in read(client, "/companies/")
    assert "Nothing has a page yet." in read(client, "/entities/")
    assert "No article has been published yet." in read(client, "/articles/")


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/companies/", EntityKind.COMPANY), ("/entities/", EntityKind.CHIP)],
)
def test_a_list_costs_the_same_for_one_and_for_twenty(
    client, queries_for, address, kind
):
    def make(n):
        entity = published(make_entity(kind=kind, label={"en": f"Thing {n}"}))
        make_claim(subject=entity)

    make(0)
    with_one = queries_for(address)
    for n in range(1, 20):
        make(n)
    assert queries_for(address) == with_one
    page = read(client, address)
    assert all(f">Thing {n}</a>" in page for n in range(20))


def test_entities_are_listed_by_kind_and_companies_apart(client):
    make_company(label={"en": "Acme"})
    published(make_entity(kind=EntityKind.PERSON, label={"en": "Ann"}))
    published(make_entity(kind=EntityKind.CHIP, label={"en": "A100"}))
    page = read(client, "/entities/")
    assert page.index(">Chips</h2>") < page.index(">A100</a>")
    assert page.index(">People</h2>") < page.index(">Ann</a>")
    assert "Acme" not in page
    assert "Ann" not in read(client, "/companies/")


def test_every_badge_and_property_is_explained_where_its_link_leads(client):
    make_property("revenue")
    page = read(client, "/about/")
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert {badge.slug for badge in badges().values()} <= ids
    assert "property-revenue" in ids


@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_the_interface_speaks_the_readers_language(client, language):
    words = {"en": "How we work", "zh": "工作方法", "fr": "Notre méthode"}
    for address in ("/", "/about/", "/topics/"):
        page = read(client, address, language)
        assert f'<html lang="{language}">' in page
        assert words.pop(language, words.get(language, "")) in page
    assert not [other for other in words.values() if other in page]


def test_the_language_is_switched_by_a_plain_link(client):
    page = read(client, "/companies/")
    assert '<a href="?lang=zh" lang="zh" hreflang="zh">中文</a>' in page
    assert '<html lang="zh">' in read(client, "/companies/?lang=zh")


def test_a_page_has_one_address_whatever_it_was_asked_with(client):
    make_company(slug="acme")
    page = read(client, "/companies/acme/?lang=fr&utm_source=x")
    canonical = '<link rel="canonical" href="http://testserver/companies/acme/">'
    assert canonical in page


def test_each_page_has_one_main_heading_a_title_and_landmarks(client):
    make_claim(subject=make_company(slug="acme"))
    for address in ("/", "/companies/", "/companies/acme/", "/topics/", "/about/"):
        page = read(client, address)
        assert page.count("<h1") == 1
        assert re.search(r"<title>\S[^<]*</title>", page)
        assert all(page.count(f"<{name}") == 1 for name in ("main", "footer"))
        assert page.index('href="#main"') < page.index("<header")
        levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
        assert all(below - above <= 1 for above, below in pairwise(levels)), address


def test_no_page_carries_inline_styles_or_scripts_or_asks_another_host(client):
    make_claim(subject=make_company(slug="acme"))
    for address in ("/", "/companies/acme/", "/about/"):
        page = read(client, address)
        assert not re.search(
            r"\sstyle=|\son\w+=|<style|<script(?! type=\"module\" src=)", page
        )
        loaded = re.findall(
            r'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]*', page
        )
        assert loaded
        assert not [tag for tag in loaded if "//" in tag]


def test_the_site_is_alive_without_its_database(client, django_db_blocker):
    with django_db_blocker.block():
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_an_unknown_address_gets_our_own_page_in_the_readers_language(client):
    response = client.get("/no-such-place/", headers={"accept-language": "fr"})
    assert response.status_code == 404
    page = response.content.decode()
    assert "Il n’y a rien ici" in page
    assert "no-such-place" not in page


def test_a_forgotten_security_mark_gets_our_own_page(client):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/admin/login/", {})
    assert response.status_code == 403
    assert "The form could not be accepted" in response.content.decode()


def test_the_page_for_our_own_mistakes_needs_nothing_but_itself(django_db_blocker):
    with django_db_blocker.block():
        page = render_to_string("500.html")
        refused = render_to_string("403.html", request=RequestFactory().get("/"))
    assert all(lang in page for lang in ('lang="en"', 'lang="zh"', 'lang="fr"'))
    assert "This page is not open to you" in refused


def test_each_fragment_says_what_it_takes_and_is_given_nothing_else():
    pages = settings.BASE_DIR / "templates"
    places = [pages, pages / "articles", pages / "entities"]
    ours = [page for place in places for page in place.glob("*.html")]
    fragments = [page for page in ours if page.name.startswith("_")]
    assert len(fragments) > 10
    for fragment in fragments:
        assert fragment.read_text().startswith("{% comment %}\n"), fragment
    for page in ours:
        for tag in re.findall(r'{% include "[^%]*%}', page.read_text()):
            assert tag.endswith(" only %}"), (page, tag)
