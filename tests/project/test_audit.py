"""The audit log: what it keeps, and that nobody changes it."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from project.models import AuditEvent, record
from project.models.audit import network_of

pytestmark = pytest.mark.django_db
User = get_user_model()


def test_an_event_says_who_did_what_to_what_and_when(admin_user):
    event = record("export", user=admin_user, about="claims", rows=12, form="csv")
    event.refresh_from_db()
    assert str(event) == "admin exported claims"
    assert event.detail == {"rows": 12, "form": "csv"}
    assert event.at


def test_an_event_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="borrow"):
        record("borrow")


@pytest.mark.parametrize(
    "change",
    [
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(about="else"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.bulk_update([event], ["name"]),
    ],
)
def test_the_database_refuses_to_change_or_delete_an_event(change):
    event = record("dump", about="everything")
    with pytest.raises(DatabaseError, match="audit_"), transaction.atomic():
        change(event)
    event.refresh_from_db()
    assert event.about == "everything"


def test_the_log_outlives_the_account():
    user = User.objects.create(username="gone")
    event = record("export", user=user)
    user.delete()
    event.refresh_from_db()
    assert event.name == "gone"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("nonsense", ""),
    ],
)
def test_the_log_keeps_the_network_and_not_the_device(address, kept, rf):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == kept


@pytest.mark.parametrize(
    ("proxies", "kept"), [(0, "10.0.0.0/24"), (1, "203.0.113.0/24"), (3, "")]
)
def test_a_forwarded_address_is_believed_as_far_as_configured(
    proxies, kept, rf, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    forwarded = "198.51.100.9, 203.0.113.77"
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert network_of(request) == kept


def test_words_too_long_and_with_nul_are_kept_as_far_as_they_go():
    assert record("export", about="a\0" * 500).about == "a" * 200


@pytest.mark.django_db(transaction=True)
def test_a_test_that_empties_the_database_leaves_the_triggers_in_place():
    record("dump")
