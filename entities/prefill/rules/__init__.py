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
SINGLE = (  # patterns that stand alone in a file
    *("skipped", "after_date", "opener", "title", "belongs", "judges", "others"),
    *("coordinated", "depends", "foreign"),
    *("predicate", "predicate_gap", "dropped", "clause", "employs", "employed_by"),
    *("it", "we", "pronoun", "first_person"),
    *("unsure", "loss", "former", "modified", "divided"),
)


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
    takes: tuple[str, ...] = ()  # kinds of value that it may hold, if it need not
    unit: tuple[str, ...] = ()  # and what the figure counts
    owned: bool = False  # whoever alone is named is who has it
    loses: bool = False  # of a loss its amount is negative
    alone: bool = False  # not where an amount stands beside its date
    ranks: bool = False  # its own words are the value: the first
    subject: str = ""  # who the claim is about, where not who acts
    compared: bool | None = None  # whether its percentage is “of” or “over” another
    fact: bool = False  # what it tells is so, unless other words take that back
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
    title: re.Pattern[str]  # says what somebody is, right before the name
    opener: re.Pattern[str]  # a phrase that goes before whom a sentence is about
    judges: re.Pattern[str]  # joins one who rates and whom they rate
    coordinated: re.Pattern[str]  # joins two who are the subject together
    depends: re.Pattern[str]  # ties what follows to the words before: the head of
    foreign: re.Pattern[str]  # stands before one whose revenue it is not
    others: re.Pattern[str]  # people of whoever is named before
    predicate: re.Pattern[str]  # what somebody does or is, its subject before it
    predicate_gap: re.Pattern[str]  # may stand between the two
    dropped: re.Pattern[str]  # a predicate whose subject opened the sentence
    clause: re.Pattern[str]  # where another clause begins
    employs: re.Pattern[str]  # between an organisation and its person
    employed_by: re.Pattern[str]  # and the other way round
    it: re.Pattern[str]  # an organisation or thing named before
    we: re.Pattern[str]  # the speaker's organisation
    pronoun: re.Pattern[str]  # somebody, but who?
    first_person: re.Pattern[str]
    unsure: re.Pattern[str]  # what may be no fact: will, if, whether
    loss: re.Pattern[str]  # stands before an amount that was lost
    former: re.Pattern[str]  # stands before an amount that no longer holds
    modified: re.Pattern[str]  # stands after an amount that only tells which one
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
        **{name: re.compile(entries[name]) for name in SINGLE},
    )


def _rules(entries: dict, kind: str) -> tuple[Rule, ...]:
    return tuple(_rule(entry, kind) for entry in entries[kind])


def _rule(entry: dict, kind: str) -> Rule:
    return Rule(
        gives=entry[kind],
        pattern=re.compile(entry.get("words", "")),
        unless=_compiled(entry.get("unless")),
        before=_compiled(entry.get("before")),
        reach=entry.get("reach", "clause"),
        value=tuple(entry.get("value", ())),
        takes=tuple(entry.get("takes", ())),
        unit=tuple(entry.get("unit", ())),
        owned=entry.get("owned", False),
        loses=entry.get("loses", False),
        alone=entry.get("alone", False),
        ranks=entry.get("ranks", False),
        subject=entry.get("subject", ""),
        compared=entry.get("compared"),
        fact=entry.get("fact", False),
        examples=tuple(entry.get("examples", ())),
        leaves=tuple(entry.get("leaves", ())),
    )


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _speech(patterns: dict[str, str]) -> dict[str, re.Pattern[str]]:
    """VERB stands for the verbs of saying."""
    verb = patterns["verb"]
    return {
        name: re.compile(pattern.replace("VERB", verb))
        for name, pattern in patterns.items()
    }
