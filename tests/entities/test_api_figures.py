from decimal import Decimal

import pytest

from tests.factories import make_claim

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("5000000", "5000000"),
        ("0.10000000", "0.1"),
        ("-3.5", "-3.5"),
        ("0", "0"),
        ("123456789012345", "123456789012345"),
        ("120000000000000000", "120000000000000000"),
    ],
)
def test_a_figure_is_text_with_every_digit_and_no_more(client, stored, said):
    figure = Decimal(stored)
    claim = make_claim(value={"low": figure, "high": figure})
    value = client.get(f"/api/v1/claims/{claim.key}/").json()["value"]
    assert (value["low"], value["high"]) == (said, said)
