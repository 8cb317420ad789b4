"""Every list and page of the desk is measured: here those of people, files and log.

Those of articles and entities are in tests/entities/test_admin_growth.py.
"""

import itertools

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from project.models import AuditEvent, Batch, SavedList, record
from tests.entities.test_admin_growth import LISTS

pytestmark = pytest.mark.django_db
count = itertools.count(1)


def user():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    person.groups.add(group())
    return person


def group():
    made = Group.objects.create(name=f"Group {next(count)}")
    made.permissions.add(Permission.objects.get(codename="change_claim"))
    return made


def event():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    return record(AuditEvent.Kind.EXPORT, user=person, about=f"claims {next(count)}")


def batch():
    person = get_user_model().objects.create(username=f"person-{next(count)}")
    made = Batch.of(b"kept", filename=f"names-{next(count)}.csv", by=person)
    made.save()
    made.rows.create(table="names", line=2, state="new")
    return made


def saved_view():
    owner = get_user_model().objects.get(username="admin")
    return SavedList.objects.create(
        owner=owner, name=f"View {next(count)}", path="/admin/entities/claim/"
    )


PEOPLE_AND_LOG = {
    "auth_user": user,
    "auth_group": group,
    "project_auditevent": event,
    "project_savedlist": saved_view,
    "project_batch": batch,
}


@pytest.mark.parametrize("model", PEOPLE_AND_LOG)
def test_a_list_and_a_page_cost_the_same_for_one_row_and_for_two_hundred(
    model, editor_client, queries_for
):
    make = PEOPLE_AND_LOG[model]
    addresses = [
        reverse(f"admin:{model}_changelist") + "?o=-1",
        reverse(f"admin:{model}_change", args=[make().pk]),
    ]
    with_one = [queries_for(address) for address in addresses]
    for _ in range(199):
        make()
    assert [queries_for(address) for address in addresses] == with_one
    shown = editor_client.get(addresses[0]).content.decode()
    assert shown.count('class="field-') + shown.count("action-select") > 50


def test_every_list_of_the_desk_is_measured():
    measured = {*LISTS, *PEOPLE_AND_LOG}
    lists = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
    }
    assert lists <= measured
