"""On the desk's forms too a figure as printed is read, where it reads in one way."""

import pytest

from entities.models import Value
from tests.admin_form import errors_on, opened
from tests.factories import make_article, make_citation, make_draft_claim, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    made = make_draft_claim()
    make_unit("USD")
    return made


def send(client, address, **typed):
    typed = {"low": "", "high": "", "unit": "", "bound": "exact"} | typed
    is_inline = "/claim/" in address
    prefix = "values-0-" if is_inline else ""
    fields = {f"{prefix}{name}": value for name, value in typed.items()}
    return errors_on(client.post(address, opened(client, address) | fields))


def held():
    value = Value.objects.get()
    return value.low, value.high, value.bound, value.unit and value.unit.slug


@pytest.mark.parametrize("page", ["claim", "value"])
@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("24亿元", (2_400_000_000, 2_400_000_000, "exact", "CNY")),
        ("over $5 million", (5_000_000, None, "over", "USD")),
        ("plus de 3 millions de dollars", (3_000_000, None, "over", "USD")),
    ],
)
def test_empty_amounts_are_read_from_the_words(
    editor_client, claim, page, printed, amount
):
    pk = claim.pk if page == "claim" else claim.main_value.pk
    address = f"/admin/entities/{page}/{pk}/change/"
    assert send(editor_client, address, as_printed=printed) == ""
    assert held() == amount
    shown = opened(editor_client, address)
    low = shown["values-0-low" if page == "claim" else "low"]
    assert low == [str(amount[0])]


def test_the_language_of_what_is_cited_decides(editor_client, claim):
    address = f"/admin/entities/value/{claim.main_value.pk}/change/"
    # A French billion is 10 to the twelfth: without an article it could be either.
    refused = send(editor_client, address, as_printed="2 billion yuan")
    assert "one figure in one language and another in another" in refused
    make_citation(claim, make_article("Un coût de 2 billion yuan.", language="fr"))
    assert send(editor_client, address, as_printed="2 billion yuan") == ""
    assert held()[0] == 2 * 10**12


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"as_printed": "¥5"}, "yourself"),
        ({"as_printed": "5%"}, "reads as percent"),
        ({"as_printed": "24亿元", "bound": "under"}, "reads as exact"),
        ({"as_printed": ""}, "at least one of low and high"),
    ],
)
def test_what_is_not_clear_is_refused_in_words(editor_client, claim, typed, said):
    before = held()
    address = f"/admin/entities/claim/{claim.pk}/change/"
    assert said in send(editor_client, address, **typed)
    assert held() == before


def test_amounts_that_were_given_stay(editor_client, claim):
    address = f"/admin/entities/claim/{claim.pk}/change/"
    typed = {"as_printed": "24亿元", "low": "1", "high": "2", "bound": "range"}
    assert send(editor_client, address, **typed) == ""
    assert held() == (1, 2, "range", None)
