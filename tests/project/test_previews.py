"""The desk sees what readers will see, before they do; nobody else sees anything."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Status
from tests.factories import (
    annotator,
    make_article,
    make_citation,
    make_claim,
    make_company,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_publisher,
    make_topic,
    published,
    reviewer,
)

pytestmark = pytest.mark.django_db
NOT_YET = "Not published."


def at_desk(user=None):
    client = Client()
    client.force_login(user or annotator())
    return client


def viewer_of(*models):
    """A member of the desk who may see records of these models and no others."""
    user = get_user_model().objects.create(username="narrow", is_staff=True)
    names = [f"view_{model}" for model in models]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def a_claim():
    claim = make_draft_claim(
        subject=make_entity(kind="company", label={"en": "Acme"}),
        sentences={"en": "Acme will earn more."},
    )
    make_citation(claim)
    return claim


def a_comparison():
    pair = make_claim(), make_claim()
    return make_comparison(*pair, title={"en": "Earnings differ"})


DRAFTS = {
    "article": (
        lambda: make_article("Acme earned a lot.", title="A report"),
        ["A report", "Acme earned a lot."],
    ),
    "claim": (a_claim, ["Acme will earn more.", "Acme", "5 million yuan"]),
    "comparison": (a_comparison, ["Earnings differ", "They count different things."]),
    "company": (
        lambda: make_entity(kind="company", label={"en": "Young Acme"}),
        ["Young Acme"],
    ),
    "entity": (lambda: make_entity(label={"en": "An idea"}), ["An idea"]),
    "topic": (
        lambda: make_topic(title={"en": "Chips"}, narrative={"en": "They cost."}),
        ["Chips", "They cost."],
    ),
}
each_kind = pytest.mark.parametrize("kind", DRAFTS)
each_status = pytest.mark.parametrize("status", [s for s in Status if s != "published"])


def draft(kind, status=Status.DRAFT):
    record = DRAFTS[kind][0]()
    reason = "Wrong." if status == Status.WITHDRAWN else ""
    columns = {"status": status, "withdrawal_reason": reason}
    type(record).objects.filter(pk=record.pk).update(**columns)
    return type(record).objects.get(pk=record.pk)


@each_kind
@each_status
def test_the_desk_sees_what_readers_would_and_that_it_is_not_published(kind, status):
    record = draft(kind, status)
    response = at_desk().get(f"/preview{record.get_absolute_url()}")
    assert response.status_code == 200
    page = response.content.decode()
    for text in [NOT_YET, *DRAFTS[kind][1]]:
        assert text in page, text
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert 'rel="canonical"' not in page


@each_kind
def test_no_preview_is_ever_kept(kind):
    record = draft(kind)
    answers = [
        at_desk().get(f"/preview{record.get_absolute_url()}"),
        at_desk().get(f"/preview{published(make_topic()).get_absolute_url()}"),
    ]
    for response in answers:
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "ETag" not in response.headers
        assert "Cookie" in response["Vary"]


@each_kind
def test_a_preview_is_what_readers_see_once_it_is_published(kind):
    """The same page, but for the banner, its head and the day it was published."""
    record = DRAFTS[kind][0]()
    address = record.get_absolute_url()
    seen = at_desk().get(f"/preview{address}").content.decode()
    for other in record.shown_with():
        published(other)
    later = Client().get(published(record).get_absolute_url()).content.decode()
    assert '<aside class="preview"' in main_of(seen)
    assert plain(main_of(seen)) == plain(main_of(later))


def main_of(page):
    return page[page.index("<main") : page.index("</main>")]


def plain(page):
    """The page without the banner, the day and the space between its tags."""
    for part in (r'<aside class="preview".*?</aside>', r"<li>Published on.*?</li>"):
        page = re.sub(part, "", page, flags=re.DOTALL)
    return re.sub(r"\s+", "", page)


@each_kind
def test_whoever_may_not_see_it_gets_what_they_get_for_an_unknown_address(kind):
    record = draft(kind)
    address = f"/preview{record.get_absolute_url()}"
    outsider = get_user_model().objects.create(username="outsider")
    outsider.user_permissions.set(Permission.objects.all())
    leaver = get_user_model().objects.create(username="leaver", is_staff=True)
    leaver.user_permissions.set(Permission.objects.all())
    clients = [Client(), at_desk(outsider), at_desk(viewer_of("publisher"))]
    gone = at_desk(leaver)
    get_user_model().objects.filter(pk=leaver.pk).update(is_active=False)
    for client in [*clients, gone]:
        for method in (client.get, client.head):
            hidden = method(address)
            unknown = method("/preview/no-such-thing/at-all/")
            assert hidden.status_code == 404
            assert (hidden.content, hidden.headers) == (
                unknown.content,
                unknown.headers,
            )
    plain = Client().get("/no-such-thing/at-all/")
    hidden = Client().get(address)
    assert (hidden.content, hidden.headers) == (plain.content, plain.headers)


def test_a_claim_is_not_shown_with_a_subject_that_one_may_not_see():
    claim = a_claim()
    client = at_desk(viewer_of("claim"))
    page = client.get(f"/preview{claim.get_absolute_url()}").content.decode()
    assert "nothing to show yet" in page
    assert "Acme" not in page


def test_a_preview_shows_nothing_else_that_is_hidden():
    hidden = make_entity(label={"en": "Quetzal"})
    topic = make_topic(title={"en": "Chips"})
    make_claim(subject=make_company(label={"en": "Seen"}), topics=[topic])
    make_citation(make_draft_claim(subject=hidden, topics=[topic]))
    make_citation(make_draft_claim(sentences={"en": "Quetzal again."}, topics=[topic]))
    page = at_desk().get(f"/preview{topic.get_absolute_url()}").content.decode()
    assert "Seen" in page
    assert "Quetzal" not in page


def test_looking_at_a_preview_shows_readers_nothing():
    record = draft("company")
    before = [Client().get(a).content for a in ("/companies/", "/api/v1/entities/")]
    assert at_desk().get(f"/preview{record.get_absolute_url()}").status_code == 200
    after = [Client().get(a).content for a in ("/companies/", "/api/v1/entities/")]
    assert before == after
    assert Client().get(record.get_absolute_url()).status_code == 404


def test_a_preview_that_breaks_shows_readers_nothing_either(monkeypatch):
    record = draft("topic")
    monkeypatch.setattr("entities.views.topic_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        at_desk().get(f"/preview{record.get_absolute_url()}")
    assert list(type(record).objects.published()) == []


def test_what_is_published_has_no_preview_but_its_page():
    company = make_company(slug="acme")
    response = at_desk().get("/preview/companies/acme/")
    assert (response.status_code, response["Location"]) == (302, "/companies/acme/")
    company.withdraw(by=reviewer(), reason="Wrong.")
    assert at_desk().get("/preview/companies/acme/").status_code == 200


def test_nothing_but_records_has_a_preview():
    make_publisher(slug="paper")
    make_topic(slug="old").rename("new")
    for address in (
        *("", "about/", "companies/", "publishers/paper/", "topics/old/", "healthz"),
        *("admin/", "preview/topics/new/", "entities/none/", "/", "topics/%00/"),
    ):
        assert at_desk().get(f"/preview/{address}").status_code == 404, address


def test_the_records_page_at_the_desk_leads_there():
    for kind in DRAFTS:
        record = draft(kind)
        model = f"{record._meta.app_label}/{record._meta.model_name}"
        page = at_desk().get(f"/admin/{model}/{record.pk}/change/").content.decode()
        link = f'<a href="/preview{record.get_absolute_url()}">Preview</a>'
        assert link in page, kind
    shown = make_company()
    page = at_desk().get(f"/admin/entities/entity/{shown.pk}/change/").content.decode()
    assert ">Preview<" not in page


def test_a_claim_that_lacks_nearly_everything_can_be_looked_at():
    claim = make_draft_claim(sentences={})
    claim.values.all().delete()
    response = at_desk().get(f"/preview{claim.get_absolute_url()}")
    assert response.status_code == 200
    empty = make_comparison()
    page = at_desk().get(f"/preview{empty.get_absolute_url()}").content.decode()
    assert "nothing to show yet" in page
