"""Words that tell what a passage claims, from a data file per language.

docs/prefill.md describes the files. Each rule brings examples of what it takes and of
what it must leave alone; a test tries them all.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "fr", "zh")


@dataclass(frozen=True)
class Rule:
    """What words give, for text in the one spelling.

    `reach` says where the words may stand: in the "selection", in its "clause" up to
    its end, or anywhere in its "sentence".
    """

    gives: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None  # of a comparison: words before the figure
    reach: str = "clause"
    value: tuple[str, ...] = ()  # kinds of value of which the selection holds one
    unit: tuple[str, ...] = ()  # and what the figure counts
    subject: str = ""  # who the claim is about, where not who acts
    examples: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """All rules of one language, by what they tell; first rules first."""

    certainty: tuple[Rule, ...]
    polarity: tuple[Rule, ...]
    property: tuple[Rule, ...]
    comparison: tuple[Rule, ...]
    speech: dict[str, re.Pattern[str]]
    skipped: re.Pattern[str]  # what may stand before a subject
    after_date: re.Pattern[str]  # and between a date and the subject
    belongs: re.Pattern[str]  # joins an owner and what is theirs
    pronoun: re.Pattern[str]  # somebody, but who?
    first_person: re.Pattern[str]
    divided: re.Pattern[str]  # the amount printed is not the amount that each gets


@cache
def rules_of(language: str) -> Rules | None:
    """The rules of a language such as zh-Hant; None for one without."""
    code = language.split("-")[0]
    if code not in LANGUAGES:
        return None
    with (FOLDER / f"{code}.yaml").open(encoding="utf-8") as file:
        entries = yaml.safe_load(file)
    return Rules(
        certainty=_rules(entries, "certainty"),
        polarity=_rules(entries, "polarity"),
        property=_rules(entries, "property"),
        comparison=_rules(entries, "comparison"),
        speech=_speech(entries["speech"]),
        skipped=re.compile(entries["skipped"]),
        after_date=re.compile(entries["after_date"]),
        belongs=re.compile(entries["belongs"]),
        pronoun=re.compile(entries["pronoun"]),
        first_person=re.compile(entries["first_person"]),
        divided=re.compile(entries["divided"]),
    )


def _rules(entries: dict, kind: str) -> tuple[Rule, ...]:
    return tuple(_rule(entry, kind) for entry in entries[kind])


def _rule(entry: dict, kind: str) -> Rule:
    unless, before = entry.get("unless"), entry.get("before")
    return Rule(
        gives=entry[kind],
        pattern=re.compile(entry["words"]),
        unless=re.compile(unless) if unless else None,
        before=re.compile(before) if before else None,
        reach=entry.get("reach", "clause"),
        value=tuple(entry.get("value", ())),
        unit=tuple(entry.get("unit", ())),
        subject=entry.get("subject", ""),
        examples=tuple(entry.get("examples", ())),
        leaves=tuple(entry.get("leaves", ())),
    )


def _speech(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """VERB stands for the verbs of saying."""
    verb = patterns["verb"]
    return {
        name: re.compile(pattern.replace("VERB", verb))
        for name, pattern in patterns.items()
    }
