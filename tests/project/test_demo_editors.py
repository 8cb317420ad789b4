import re

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.factories import annotator, in_review, make_citation, make_draft_claim

pytestmark = pytest.mark.django_db
NAMES = ["annotator", "reviewer", "publisher", "chief"]


@pytest.fixture(autouse=True)
def a_developers_machine(settings):
    settings.DEBUG = True


def passwords(capsys, *arguments) -> dict[str, str]:
    """Call the command and return the passwords that it prints."""
    call_command("demo_editors", *arguments)
    printed = capsys.readouterr().out
    return dict(re.findall(r"^(\w+) +((?:\w{4}-){3}\w{4}) ", printed, re.MULTILINE))


def test_the_first_run_prints_a_password_for_each_demo_account(capsys):
    printed = passwords(capsys)
    assert list(printed) == NAMES
    for name, password in printed.items():
        assert authenticate(username=name, password=password).is_staff


def test_a_second_run_changes_nothing_and_says_how_to_get_new_passwords(capsys):
    passwords(capsys)
    before = list(get_user_model().objects.order_by("pk").values())
    call_command("demo_editors")
    assert "--new-passwords" in capsys.readouterr().out
    assert list(get_user_model().objects.order_by("pk").values()) == before


def test_new_passwords_replace_the_old_ones(capsys):
    old, new = passwords(capsys), passwords(capsys, "--new-passwords")
    assert list(new) == NAMES
    assert not set(old.values()) & set(new.values())
    assert authenticate(username="chief", password=old["chief"]) is None
    assert authenticate(username="chief", password=new["chief"])


def test_an_account_that_the_seeds_left_without_a_password_becomes_usable(capsys):
    user = annotator()
    user.set_unusable_password()
    user.save()
    password = passwords(capsys)["annotator"]
    assert authenticate(username="annotator", password=password) == user


def test_production_gets_no_demo_accounts_unless_forced(settings, capsys):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        call_command("demo_editors")
    assert not get_user_model().objects.exists()
    assert list(passwords(capsys, "--force")) == NAMES


@pytest.mark.parametrize(
    ("name", "status"),
    [("annotator", "in_review"), ("reviewer", "published"), ("chief", "published")],
)
def test_only_those_who_may_publish_can(name, status, client, capsys):
    passwords(capsys)
    drafter = get_user_model().objects.create(username="drafter")
    claim = make_draft_claim(drafted_by=drafter)
    make_citation(claim)
    in_review(claim)
    client.force_login(get_user_model().objects.get(username=name))
    address = reverse("admin:entities_claim_changelist")
    client.post(address, {"action": "publish", "_selected_action": [claim.pk]})
    claim.refresh_from_db()
    assert claim.status == status


@pytest.mark.parametrize("name", NAMES[:3])
def test_editors_may_change_claims_but_not_accounts(name, client, capsys):
    passwords(capsys)
    client.force_login(get_user_model().objects.get(username=name))
    claim = make_draft_claim()
    change = reverse("admin:entities_claim_change", args=[claim.pk])
    assert 'name="sentences_en"' in client.get(change).content.decode()
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    delete = reverse("admin:entities_claim_delete", args=[claim.pk])
    assert client.get(delete).status_code == 403
