"""Identifiers are stored as their register writes them, however they were pasted."""

import pytest
from django.core.exceptions import ValidationError

from entities.models import Identifier
from tests.factories import make_entity

pytestmark = pytest.mark.django_db


def typed(scheme, value, mic=""):
    identifier = Identifier(entity=make_entity(), scheme=scheme, value=value, mic=mic)
    identifier.full_clean()
    identifier.save()
    return identifier.value, identifier.mic


@pytest.mark.parametrize(
    ("scheme", "value", "mic", "stored"),
    [
        ("ticker", "００２２３０", "xshe", ("002230", "XSHE")),
        ("ticker", "002230.SZ", "XSHE", ("002230", "XSHE")),
        ("ticker", "600519.SS", "XSHG", ("600519", "XSHG")),
        ("ticker", "00700", "XHKG", ("0700", "XHKG")),
        ("ticker", "5", "XHKG", ("0005", "XHKG")),
        ("ticker", "700.hk", "xhkg", ("0700", "XHKG")),
        ("ticker", "80700", "XHKG", ("80700", "XHKG")),
        ("ticker", "nvda", "XNAS", ("NVDA", "XNAS")),
        ("ticker", "brk-b", "XNYS", ("BRK.B", "XNYS")),
        ("ticker", "MC.PA", "XPAR", ("MC", "XPAR")),
        ("ticker", "285A", "XTKS", ("285A", "XTKS")),
        ("ticker", "ABC1", "XXXX", ("ABC1", "XXXX")),
        ("isin", "us 67066g1040", "", ("US67066G1040", "")),
        ("lei", "5493 001K JTII GC8Y 1R12", "", ("5493001KJTIIGC8Y1R12", "")),
        (
            "uscc",
            "９１１１００００８０２１００４３３Ｂ",
            "",
            ("91110000802100433B", ""),
        ),
        ("wikidata", "https://www.wikidata.org/wiki/Q95", "", ("Q95", "")),
        ("wikidata", " q95\u3000", "", ("Q95", "")),
        ("website", "WWW.Example.org", "", ("https://www.example.org/", "")),
        ("website", "HTTP://example.org/About", "", ("http://example.org/About", "")),
    ],
)
def test_what_pasting_brings_along_is_taken_off(scheme, value, mic, stored):
    assert typed(scheme, value, mic) == stored


@pytest.mark.parametrize(
    ("scheme", "value", "mic", "field", "said"),
    [
        (
            "ticker",
            "2230",
            "XSHE",
            "value",
            "no ticker of XSHE, where it is six digits",
        ),
        ("ticker", "NVDA", "XSHG", "value", "six digits"),
        ("ticker", "123456", "XHKG", "value", "up to five digits"),
        ("ticker", "002230", "XNAS", "value", "up to five letters"),
        ("ticker", "002230", "XNGS", "value", "up to five letters"),
        ("ticker", "LONGER", "XNYS", "value", "up to five letters"),
        ("ticker", "NVDA", "NAS", "mic", "ISO 10383"),
        ("ticker", "...", "XXXX", "value", "not shaped like"),
        ("ticker", "٠٠٢٢٣٠", "XSHE", "value", "not shaped like"),
        ("isin", "US67066G1040", "XNAS", "mic", "Only a ticker"),
        ("isin", "US67066G1041", "", "value", "check digit"),
        ("lei", "5493001KJTIIGC8Y1R13", "", "value", "check digit"),
        ("uscc", "91110000802100433C", "", "value", "check digit"),
        ("uscc", "91AB0000802100433B", "", "value", "not shaped like"),
        ("wikidata", "P31", "", "value", "not shaped like"),
        ("website", "javascript:alert(1)", "", "value", "not shaped like"),
        ("website", "https://[", "", "value", "not shaped like"),
    ],
)
def test_what_no_register_issues_is_refused_at_its_field(
    scheme, value, mic, field, said
):
    with pytest.raises(ValidationError) as refused:
        typed(scheme, value, mic)
    assert said in " ".join(refused.value.message_dict[field])


def test_one_ticker_typed_in_two_ways_is_refused_the_second_time():
    typed("ticker", "0700", "XHKG")
    with pytest.raises(ValidationError, match="Another entity has this identifier"):
        typed("ticker", "00700.HK", "XHKG")
