"""Every page of the desk, as the registry lists them."""

from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.desk_records import RECORDS
from tests.factories import make_draft_claim, make_qualifier

pytestmark = pytest.mark.django_db
PAGES = ["changelist", "add", "change", "history", "delete"]


class InlineFinder(HTMLParser):
    """Collects what a strict Content-Security-Policy would not let pass."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, pairs):
        attributes = dict(pairs)
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.found.append(tag)
        self.found += [
            f"{tag} {name}"
            for name, value in pairs
            if name == "style"
            or name.startswith("on")
            or (value or "").startswith("javascript:")
        ]


def inline_in(response) -> list[str]:
    finder = InlineFinder()
    finder.feed(response.content.decode())
    return finder.found


@pytest.mark.parametrize("model", RECORDS)
def test_no_page_of_the_desk_needs_an_inline_style_or_script(model, editor_client):
    record = RECORDS[model]()
    for page in PAGES:
        arguments = [] if page in ("changelist", "add") else [record.pk]
        address = reverse(f"admin:{model}_{page}", args=arguments)
        response = editor_client.get(address)
        assert response.status_code in (200, 403), address
        assert inline_in(response) == [], address


def test_the_first_page_and_the_log_in_page_need_none_either(client, admin_user):
    assert inline_in(client.get("/admin/login/")) == []
    client.force_login(admin_user)
    assert inline_in(client.get("/admin/")) == []


def test_asking_for_the_reason_of_a_withdrawal_needs_none_either(editor_client):
    chosen = {"action": "withdraw", "_selected_action": [make_draft_claim().pk]}
    response = editor_client.post("/admin/entities/claim/", chosen)
    assert 'name="reason"' in response.content.decode()
    assert inline_in(response) == []


def test_the_policy_of_the_desk_is_as_strict_as_the_sites(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_the_first_page_groups_what_editors_look_for(editor_client):
    page = editor_client.get("/admin/")
    groups = [group["name"] for group in page.context["app_list"]]
    assert groups[:4] == [
        "Claims and evidence",
        "Who and what",
        "Sources",
        "The desk's words",
    ]
    first = [model["object_name"] for model in page.context["app_list"][0]["models"]]
    assert first[0] == "Claim"
    assert "<title>The desk | Dossier</title>" in page.content.decode()


def test_every_list_on_the_first_page_is_in_one_group_only(editor_client):
    groups = editor_client.get("/admin/").context["app_list"]
    addresses = [m["admin_url"] for group in groups for m in group["models"]]
    assert len(addresses) == len(set(addresses))
    names = [model["name"] for group in groups for model in group["models"]]
    assert len(names) == len(set(names))
    shown = [
        model
        for model, desk in admin.site._registry.items()
        if desk.has_module_permission(editor_client.get("/admin/").wsgi_request)
    ]
    assert len(shown) == len(addresses)


def test_each_box_of_a_claims_page_has_a_name(editor_client):
    """Boxes in rows have no label; they carry their column's name."""
    claim = make_draft_claim()
    make_qualifier(claim)
    address = reverse("admin:entities_claim_change", args=[claim.pk])
    page = editor_client.get(address).content.decode()
    for box in ("qualifiers-0-text", "qualifiers-0-kind", "qualifiers-0-DELETE"):
        start = page.index(f'name="{box}"')
        assert "aria-label=" in page[start : page.index(">", start)], box


def test_nobody_reaches_the_desk_without_logging_in(client):
    for model in RECORDS:
        address = reverse(f"admin:{model}_changelist")
        assert client.get(address).status_code == 302
