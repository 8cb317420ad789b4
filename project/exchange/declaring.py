"""The columns that several tables share, in few words."""

from articles.wording import LANGUAGES
from project.exchange.columns import (
    ChoiceColumn,
    KeyColumn,
    KeyOfRow,
    RevisionColumn,
    ToldColumn,
    WholeColumn,
    WordingColumn,
)

STATUS = (
    ToldColumn("status"),
    ToldColumn("withdrawal_reason"),
    RevisionColumn(),
)
ID = KeyOfRow("id", "key", may_be_empty=False)
POSITION = WholeColumn("position", may_be_empty=False)
# The order of claims, for themselves and, after "claim__", for their parts.
CLAIM_ORDER = ("subject__slug", "property__slug", "ref", "key")
PART_ORDER = tuple(f"claim__{path}" for path in CLAIM_ORDER)


def wording(field: str) -> tuple[WordingColumn, ...]:
    """One column per language of the site."""
    return tuple(
        WordingColumn(f"{field}.{language}", field, language=language)
        for language in LANGUAGES
    )


def choice(name: str, choices, *, may_be_empty: bool = False) -> ChoiceColumn:
    pairs = getattr(choices, "choices", choices)
    return ChoiceColumn(name, may_be_empty=may_be_empty, choices=pairs)


def key(name: str, model, *, by: str = "slug", may_be_empty: bool = False) -> KeyColumn:
    return KeyColumn(name, model=model, by=by, may_be_empty=may_be_empty)


def choices_of(model, name: str):
    return model._meta.get_field(name).choices
