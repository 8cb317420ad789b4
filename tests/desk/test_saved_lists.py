"""Saved views: addresses of lists under names, for oneself or for the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from project.models import SavedList
from tests.factories import annotator, make_draft_claim, publisher, reviewer

pytestmark = pytest.mark.django_db
ADD = "/admin/project/savedlist/add/"
UNCITED = "/admin/entities/claim/?queue=uncited"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def save(client, name="Uncited", address=UNCITED, **more):
    return client.post(ADD, {"name": name, "address": address, **more})


def change_page(view) -> str:
    return f"/admin/project/savedlist/{view.pk}/change/"


def errors_of(response) -> str:
    assert response.status_code == 200
    assert response.context["errors"]
    return str(response.context["adminform"].form.errors)


def test_a_list_is_saved_from_above_itself_and_found_there_and_on_the_first_page():
    client = client_of(annotator())
    make_draft_claim()
    page = client.get("/admin/entities/claim/?q=&queue=uncited&o=4&p=1&all=")
    offered = page.context["saved_views"].add_url
    assert offered in page.content.decode().replace("&amp;", "&")
    form = client.get(offered).context["adminform"].form
    given = form["address"].value()
    assert given == "/admin/entities/claim/?o=4&queue=uncited"
    assert save(client, address=given).url == given
    for address in ("/admin/", "/admin/entities/claim/"):
        shown = client.get(address).content.decode()
        assert 'href="/admin/entities/claim/?o=4&amp;queue=uncited"' in shown, address
        assert "Uncited" in shown
    here = client.get(given).content.decode()
    assert 'aria-current="page">Uncited<' in here


def test_a_list_without_filters_needs_no_name():
    client = client_of(annotator())
    assert client.get("/admin/entities/claim/").context["saved_views"].add_url == ""
    assert b"Save this view" not in client.get("/admin/entities/claim/").content


def test_one_view_has_one_spelling():
    client = client_of(annotator())
    spellings = [
        "http://testserver/admin/entities/claim/?q=%E5%8D%8E&queue=drafts&p=3#top",
        "  /admin/entities/claim/?queue=drafts&q=华&_popup=1&e=1&q=华 ",
    ]
    for number, spelling in enumerate(spellings):
        save(client, f"View {number}", spelling)
    one, other = SavedList.objects.all()
    assert one.address == other.address
    assert one.address == "/admin/entities/claim/?q=%E5%8D%8E&queue=drafts"
    assert one.owner == annotator()


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/admin/entities/claim/?q=a",
        "//elsewhere.example/admin/entities/claim/",
        "/admin/entities/claim/1/change/",
        "/admin/entities/nothing/",
        "/claims/",
        "javascript:alert(1)",
        "/admin/entities/claim/?drafted_by__password__startswith=a",
        "/admin/entities/claim/?nonsense=1",
        "/admin/entities/claim/?q=%00",
        "/admin/entities/claim/?subject__id__exact=one",
        "/admin/entities/claim/?q=" + 3000 * "a",
        "/admin/entities/claim/?" + "&".join(f"a{n}=1" for n in range(99)),
        "http://[",
        "x\x00y",
        "/admin/auth/user/?is_superuser__exact=1",
    ],
    ids=lambda address: address[:45].replace("\x00", "NUL"),
)
def test_anything_but_a_list_that_one_may_see_is_refused(address):
    response = save(client_of(annotator()), address=address)
    assert "address" in errors_of(response)
    assert not SavedList.objects.exists()


def test_a_name_is_used_once_by_each():
    mine, others = client_of(annotator()), client_of(reviewer())
    save(mine)
    refused = save(mine, address="/admin/entities/topic/?queue=recent")
    assert "You have saved a view under this name." in errors_of(refused)
    assert save(others).status_code == 302
    assert SavedList.objects.count() == 2


def test_a_private_view_is_nobody_elses():
    save(client_of(annotator()), "For me alone")
    view = SavedList.objects.get()
    chief = get_user_model().objects.create_superuser("chief")
    for other in (reviewer(), chief):
        client = client_of(other)
        for address in ("/admin/", UNCITED, "/admin/project/savedlist/"):
            assert b"For me alone" not in client.get(address).content, address
        assert client.get(change_page(view)).status_code == 302
        new = {"name": "Taken", "address": UNCITED}
        assert client.post(change_page(view), new).status_code == 302
        delete = change_page(view).replace("change", "delete")
        assert client.post(delete, {"post": "yes"}).status_code == 302
    assert SavedList.objects.get().name == "For me alone"


def test_a_shared_view_is_everybodys_to_open_and_its_owners_to_change():
    save(client_of(annotator()), "For the desk", shared="on")
    view = SavedList.objects.get()
    client = client_of(publisher())
    for address in ("/admin/", UNCITED):
        assert b"For the desk" in client.get(address).content, address
    assert b"shared by annotator" in client.get("/admin/").content
    assert client.post(change_page(view), {"name": "Taken"}).status_code == 302
    assert SavedList.objects.get().name == "For the desk"


def test_a_chief_tidies_what_is_shared():
    save(client_of(annotator()), "For the desk", shared="on")
    view = SavedList.objects.get()
    client = client_of(get_user_model().objects.create_superuser("chief"))
    new = {"name": "For all", "address": view.address, "shared": "on"}
    assert client.post(change_page(view), new).status_code == 302
    view.refresh_from_db()
    assert (view.name, view.owner) == ("For all", annotator())


def test_opening_a_shared_view_shows_what_the_opener_may_see():
    save(client_of(annotator()), "For the desk", shared="on")
    outsider = get_user_model().objects.create(username="outsider", is_staff=True)
    client = client_of(outsider)
    assert b"For the desk" not in client.get("/admin/").content
    assert client.get(UNCITED).status_code == 403


def test_mine_in_a_shared_view_is_the_openers():
    make_draft_claim(sentences={"en": "Annotator's."})
    make_draft_claim(sentences={"en": "Reviewer's."}, drafted_by=reviewer())
    save(
        client_of(annotator()),
        address="/admin/entities/claim/?queue=drafts",
        shared="on",
    )
    address = SavedList.objects.get().address
    shown = client_of(reviewer()).get(address).context["cl"].result_list
    assert [str(claim) for claim in shown] == ["Reviewer's."]


def test_a_view_is_renamed_and_removed():
    client = client_of(annotator())
    save(client)
    view = SavedList.objects.get()
    form = client.get(change_page(view)).context["adminform"].form
    assert form["address"].value() == UNCITED
    client.post(change_page(view), {"name": "No passage", "address": UNCITED})
    view.refresh_from_db()
    assert view.name == "No passage"
    delete = change_page(view).replace("change", "delete")
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not SavedList.objects.exists()


def test_nobody_saves_without_being_of_the_desk(client):
    reader = get_user_model().objects.create(username="reader")
    client.force_login(reader)
    assert client.get(ADD).status_code == 302
    assert save(client).status_code == 302
    assert not SavedList.objects.exists()
