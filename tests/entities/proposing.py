"""Changes of what readers see, proposed and decided on as editors do at the desk."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from articles.models import Proposal
from tests.admin_form import FormReader, errors_on, opened

WHY = "The report says four."


def person(name, group):
    user = get_user_model().objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(record, page="propose") -> str:
    opts = record._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/{page}/"


def look_of(proposal) -> str:
    return f"/admin/articles/proposal/{proposal.pk}/change/"


def proposes(user, record, **typed):
    """Open the form, type, and send it; return the answer."""
    client = logged_in(user)
    fields = opened(client, page_of(record))
    return client.post(page_of(record), fields | {"change_reason": WHY} | typed)


def proposed(user, record, **typed) -> Proposal:
    assert errors_on(proposes(user, record, **typed)) == ""
    return Proposal.objects.open().get(by=user, object_id=record.pk)


def decides(user, proposal, verb="accept", **typed):
    """Open the page of the proposal, choose and press a button; return the answer."""
    client = logged_in(user)
    page = client.get(look_of(proposal))
    reader = FormReader()
    reader.feed(page.content.decode())
    shown = {"compared": reader.fields.get("compared", [""])}
    return client.post(look_of(proposal), shown | {"verb": verb} | typed)


def new_name(text, index=0, total=1, initial=0):
    return {
        "names-TOTAL_FORMS": str(total),
        "names-INITIAL_FORMS": str(initial),
        f"names-{index}-text": text,
        f"names-{index}-language": "en",
        f"names-{index}-kind": "alias",
        f"names-{index}-id": "",
    }
