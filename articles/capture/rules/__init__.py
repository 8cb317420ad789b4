"""What boilerplate looks like, from a data file per language.

docs/capture.md describes the files. Each rule brings examples of what it marks and of
what it must leave alone; a test tries them all.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
LANGUAGES = ("any", "en", "fr", "zh")
LONGEST_LINE = 200  # code points; what is longer is no footer line


@dataclass(frozen=True)
class Rule:
    """A pattern of boilerplate, for text in the one spelling (`plain`).

    `reach` says how much of a text the pattern takes: "line" a line that is nothing
    else, "opening" the line that opens so, "onwards" that line and the links after it,
    "stretch" a part of a line, "label" the opening of a line, which leaves the rest,
    "numbered" a label whose rest is a heading.
    """

    detail: str
    treatment: str
    reach: str
    pattern: re.Pattern[str]
    where: str = ""  # top, foot, or anywhere
    capitals: bool = False  # most words are names
    examples: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()

    def takes(self, line: str, printed: str) -> bool:
        """Whether this is boilerplate as a whole; `line` is `printed` made plain."""
        if self.reach == "opening":
            return bool(self.pattern.match(line))
        if len(line) > LONGEST_LINE or not self.pattern.fullmatch(line):
            return False
        return not self.capitals or _are_names(printed)

    def belongs(self, *, top: bool, foot: bool) -> bool:
        """Whether this is looked for at such a place of the text."""
        return {"top": top, "foot": foot}.get(self.where, True)


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of one of LANGUAGES, in the order in which they are tried."""
    path = FOLDER / f"{language}.yaml"
    with path.open(encoding="utf-8") as file:
        return tuple(_rule(entry) for entry in yaml.safe_load(file))


@cache
def rules_for(languages: tuple[str, ...], *reaches: str) -> tuple[Rule, ...]:
    """The rules of these languages, those for any first, with one of these reaches."""
    return tuple(
        rule
        for language in LANGUAGES
        if language in ("any", *languages)
        for rule in rules(language)
        if rule.reach in reaches
    )


def _are_names(line: str) -> bool:
    """Whether most words after the first open with a capital letter."""
    words = line.split()[1:]
    return sum(word[0].isupper() for word in words) * 2 >= len(words)


def _rule(entry: dict) -> Rule:
    return Rule(
        detail=entry["detail"],
        treatment=entry["treatment"],
        reach=entry["reach"],
        pattern=re.compile(entry["pattern"]),
        where=entry.get("where", ""),
        capitals=entry.get("capitals", False),
        examples=tuple(entry["examples"]),
        leaves=tuple(entry.get("leaves", ())),
    )
