from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from entities.arithmetic import UnreadableSum, sums_hold
from entities.models import Identifier, Qualifier, Value
from tests.factories import (
    make_claim,
    make_comparison,
    make_draft_claim,
    make_entity,
    make_qualifier_kind,
    make_unit,
    make_value,
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "figure",
    ["2400000000", "-0.58", "51.06", "17.28", "0.00000001", "123456789012345"],
)
def test_a_figure_comes_back_as_it_went_in(figure):
    claim = make_draft_claim(value={"low": Decimal(figure), "high": Decimal(figure)})
    stored = Value.objects.get(claim=claim)
    assert stored.low == stored.high == Decimal(figure)


@pytest.mark.django_db
def test_a_figure_with_more_digits_than_sqlite_keeps_is_refused():
    value = make_draft_claim().main_value
    value.low = value.high = Decimal("1234567890123456")
    with pytest.raises(ValidationError, match="15 significant digits"):
        value.full_clean()


WRONG: dict[str, dict] = {
    "value_low_is_not_above_high": {"low": 3, "high": 2, "bound": "vague"},
    "figure_has_an_amount": {"low": None, "high": None, "bound": "vague"},
    "only_figures_have_amounts": {"type": "text", "text": "x", "low": 1},
    "exact_figure_has_one_amount": {"low": 1, "high": 2, "bound": "exact"},
    "figure_with_a_floor_says_which": {"low": None, "high": 2, "bound": "at_least"},
    "figure_with_a_ceiling_says_which": {"low": 2, "high": None, "bound": "under"},
    "figure_range_has_two_ends": {"low": 2, "high": 2, "bound": "range"},
    "date_value_has_a_date_or_is_vague": {"type": "date", "bound": "exact"},
    "text_value_has_a_text": {"type": "text"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("rule", WRONG)
def test_the_database_refuses_a_value_that_breaks(rule):
    claim = make_draft_claim()
    claim.values.all().delete()
    with pytest.raises(IntegrityError, match=rule):
        make_value(claim, **({"type": "quantity"} | WRONG[rule]))


@pytest.mark.django_db
def test_a_unit_is_given_or_inferred_but_not_both():
    claim = make_draft_claim()
    claim.values.all().delete()
    with pytest.raises(IntegrityError, match="unit_is_given_or_inferred"):
        make_value(claim, unit=make_unit(), inferred_unit=make_unit("USD"))


@pytest.mark.django_db
@pytest.mark.parametrize("content", [{}, {"text": "2023", "number": 3}])
def test_a_qualifier_holds_exactly_one_content(content):
    claim = make_draft_claim()
    with pytest.raises(IntegrityError, match="qualifier_has_exactly_one_content"):
        Qualifier.objects.create(claim=claim, kind=make_qualifier_kind(), **content)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2400000000+1600000000==4000000000", True),
        ("3.2 + 0.8 == 4.0 and 946-753==193", True),
        ("946-753==194", False),
        ("1==1 and 1==2", False),
    ],
)
def test_a_sum_is_worked_out_exactly(text, holds):
    assert sums_hold(text) is holds


@pytest.mark.parametrize("text", ["", "1+1", "2**9==512", "a==a", "1==1==1", "1 1==2"])
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(UnreadableSum):
        sums_hold(text)


@pytest.mark.django_db
def test_a_comparison_whose_sum_does_not_hold_is_refused():
    comparison = make_comparison(make_claim(), make_claim(), check_sum="1+1==3")
    with pytest.raises(ValidationError, match="does not hold"):
        comparison.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scheme", "value", "mic"),
    [
        ("isin", "US67066G1040", ""),
        ("lei", "5493001KJTIIGC8Y1R12", ""),
        ("uscc", "91110000802100433B", ""),
        ("ticker", "002230", "XSHE"),
        ("wikidata", "Q42", ""),
        ("website", "https://example.org/", ""),
    ],
)
def test_an_identifier_with_a_right_check_digit_is_taken(scheme, value, mic):
    Identifier(entity=make_entity(), scheme=scheme, value=value, mic=mic).full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scheme", "value", "complaint"),
    [
        ("isin", "US67066G1041", "check digit"),
        ("lei", "5493001KJTIIGC8Y1R13", "check digit"),
        ("uscc", "91110000802100433C", "check digit"),
        ("isin", "67066G104", "not shaped like"),
        ("wikidata", "42", "not shaped like"),
        ("website", "javascript:alert(1)", "not shaped like"),
        ("ticker", "002230", "exchange"),
        ("", "002230", "cannot be blank"),
        ("phone", "002230", "not a valid choice"),
    ],
)
def test_a_wrong_identifier_is_refused_in_an_editors_words(scheme, value, complaint):
    identifier = Identifier(entity=make_entity(), scheme=scheme, value=value)
    with pytest.raises(ValidationError, match=complaint):
        identifier.full_clean()
