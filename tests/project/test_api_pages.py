"""Lists in pages, and answers that a client holds already."""

import pytest

from entities.models import Claim
from project.api.pagination import seal, unseal
from tests.factories import make_claim, make_company

pytestmark = pytest.mark.django_db


def walk(client, address, between=lambda: None):
    """Return the keys on each page, calling `between` after each."""
    pages = []
    while address:
        told = client.get(address).json()
        pages.append([claim["key"] for claim in told["results"]])
        address = told["next"]
        between()
    return pages


@pytest.mark.parametrize(
    "ordering", ["", "changed_at", "published_at", "-published_at"]
)
def test_pages_show_each_claim_once(client, ordering):
    acme = make_company()
    keys = [make_claim(subject=acme).key for _ in range(7)]
    asked = f"&ordering={ordering}" if ordering else ""
    pages = walk(client, f"/api/v1/claims/?page_size=3{asked}")
    assert [len(page) for page in pages] == [3, 3, 1]
    shown = [key for page in pages for key in page]
    assert shown == (keys[::-1] if ordering.startswith("-") else keys)


def test_pages_show_each_claim_once_where_many_changed_at_one_moment(client):
    acme = make_company()
    keys = [make_claim(subject=acme).key for _ in range(5)]
    moment = Claim.objects.get(key=keys[0]).changed_at
    Claim.objects.update(changed_at=moment)
    pages = walk(client, "/api/v1/claims/?page_size=2&ordering=changed_at")
    assert [key for page in pages for key in page] == keys


def test_nothing_is_doubled_or_missed_while_others_write(client):
    acme = make_company()
    keys = [make_claim(subject=acme).key for _ in range(6)]
    first = Claim.objects.get(key=keys[0])

    def write():
        make_claim(subject=acme)
        Claim.objects.filter(pk=first.pk).update(status="draft")

    shown = []
    address = "/api/v1/claims/?page_size=2"
    while address and len(shown) < 6:
        told = client.get(address).json()
        shown += [claim["key"] for claim in told["results"]]
        address = told["next"]
        write()
    assert shown == keys


def test_a_cursor_shows_no_row_number_and_only_ours_is_taken():
    cursor = seal(["", None, 4711])
    assert unseal(cursor) == ["", None, 4711]
    assert seal(["", None, 4711]) == cursor
    other = "A" if cursor[-1] != "A" else "B"
    for forged in (other + cursor[1:], cursor[:-4], cursor + "AAAA", "", "AAAA"):
        with pytest.raises(ValueError, match="cursor"):
            unseal(forged)


def test_a_cursor_belongs_to_its_ordering(client):
    for _ in range(2):
        make_claim()
    cursor = client.get("/api/v1/claims/?page_size=1").json()["next"]
    response = client.get(f"{cursor}&ordering=changed_at")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["cursor"]


def test_the_next_page_keeps_the_question(client):
    acme = make_company(slug="acme")
    for _ in range(3):
        make_claim(subject=acme)
    make_claim()
    address = "/api/v1/claims/?about=acme&page_size=2"
    assert [len(page) for page in walk(client, address)] == [2, 1]


def test_an_answer_that_the_client_holds_is_not_sent_again(client):
    claim = make_claim()
    address = f"/api/v1/claims/{claim.key}/"
    fresh = client.get(address)
    etag = fresh["ETag"]
    assert etag.startswith('"')
    assert fresh["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Accept" in fresh["Vary"]
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        for ask in (client.get, client.head):
            again = ask(address, headers={"if-none-match": held})
            assert again.status_code == 304
            assert again.content == b""
            assert again["ETag"] == etag
            assert again["Cache-Control"] == fresh["Cache-Control"]
    for held in ('"other"', "nonsense", "W/"):
        again = client.get(address, headers={"if-none-match": held})
        assert again.status_code == 200


def test_a_change_makes_another_etag(client):
    claim = make_claim()
    address = f"/api/v1/claims/{claim.key}/"
    before = client.get(address)["ETag"]
    claim.certainty = "hedged"
    claim.save()
    again = client.get(address, headers={"if-none-match": before})
    assert again.status_code == 200
    assert again["ETag"] != before


def test_a_precondition_that_fails_is_a_problem(client):
    response = client.get("/api/v1/claims/", headers={"if-match": '"other"'})
    assert response.status_code == 412
    assert response["Content-Type"] == "application/problem+json"


def test_errors_carry_no_etag_and_are_asked_for_again(client):
    response = client.get("/api/v1/claims/none/", headers={"if-none-match": "*"})
    assert response.status_code == 404
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-cache"
