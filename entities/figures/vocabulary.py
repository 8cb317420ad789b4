"""The tables that a language fills in, and the tokens that they make of a text.

A table maps phrases to what they mean in one role. A phrase may have several roles:
“more than” stands before an amount and, in “20% more than”, behind one.

before an amount
    bound          over, under, at_least, at_most, about
    change         fall or rise; `level` after it (“fell to 5”) takes the sign away
    percent_change a word that is a fall only before a percentage: down 5%
    level_bound    a bound that after a change speaks of the level: fell below 5%
    loss           a loss of 5 is -5
    comparison     excess_over (“outperform by 5%”)
    open           “between”, with `pair` for its “and” and `close` for 之间
    from           “from 5 to 10” may be a change, so a range after it is refused
    bare_bound     上 or 过, only before a scale word alone: 上亿元
    filler         says nothing of the amount
    unclear        makes the amount unclear: “not 5%”
the amount
    currency, percent, unit, scale; letter: m and k, which need a currency
    small, hundred, thousand: number words; article: “a” million; some: “several”
    alone          cent and mille, which need no number before them
    collective     dizaine; plural: “millions of”; idiom: 成千上万; hundredth: 百分之
    noun           a unit that in Chinese needs a classifier or a scale before it:
                   910芯片 is a name, 1万芯片 a number
    join           “to” between two amounts
after it
    after          a bound: 以上, or more
    left_open      words that make it unclear: a half more
    left_open_time unclear after years and days only: 25 years ago
    than           excess_over: “5% faster”; of: share_of
apart from these
    times_changed  what a fall or rise by N times counts in, where that is clear
    during         bounds that may mean “during” before a time: over 5 years
ranks
    rank           first, 唯一; rank_scope: words that may stand beside it
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

WITHOUT_PHRASES = ("times_changed", "during")
LETTER = "a-zà-öø-ÿœ"
# A phrase may follow a digit (5km) but not a letter. A currency code may stand right
# before digits (USD5), other words not.
BEFORE = f"(?<![{LETTER}])"
AFTER = f"(?![{LETTER}0-9])"
AFTER_CODE = f"(?![{LETTER}])"


@dataclass(frozen=True)
class Token:
    """A stretch of the text and the roles that the language knows for it."""

    kind: str  # phrase, number, word, other
    start: int
    end: int
    text: str
    roles: Mapping[str, Any] = field(default_factory=dict)

    def get(self, role: str) -> Any:
        return self.roles.get(role)


@dataclass(frozen=True)
class Vocabulary:
    """One language: its tables by role and how it prints numbers in digits."""

    language: str
    number: str  # a regular expression
    tables: Mapping[str, Any]
    head_noun_is_last: bool = True  # “company employees” are employees

    @cached_property
    def roles(self) -> dict[str, dict[str, Any]]:
        roles: dict[str, dict[str, Any]] = {}
        for role, table in self.tables.items():
            if role in WITHOUT_PHRASES:
                continue
            for phrase, meaning in table.items():
                roles.setdefault(phrase, {})[role] = meaning
        return roles

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Longest phrase first. No part repeats inside a repeat: time stays linear."""
        groups: dict[str, list[str]] = {}
        for phrase in sorted(self.roles, key=len, reverse=True):
            rest = _rest(phrase, "currency" in self.roles[phrase])
            groups.setdefault(phrase[0], []).append(rest)
        # By first character: a text's other characters are passed over at once.
        alternatives = "|".join(
            (BEFORE if re.match(f"[{LETTER}]", first) else "")
            + f"{re.escape(first)}(?:{'|'.join(rests)})"
            for first, rests in groups.items()
        )
        firsts = re.escape("".join(groups))
        return re.compile(
            rf"(?=[{firsts}])(?P<phrase>{alternatives})"
            rf"|(?P<number>{self.number})"
            rf"|(?P<word>[{LETTER}][{LETTER}0-9]*+)"
            r"|(?P<space>\s++)|(?P<other>.)",
            re.DOTALL,
        )

    def tokens(self, text: str) -> list[Token]:
        """The text's tokens; spaces are left out, places are kept."""
        tokens = []
        for match in self.pattern.finditer(text):
            kind = match.lastgroup or "other"
            if kind != "space":
                said = match[0]
                roles = self.roles[" ".join(said.split())] if kind == "phrase" else {}
                tokens.append(Token(kind, match.start(), match.end(), said, roles))
        return tokens


def _rest(phrase: str, is_currency: bool) -> str:
    """A phrase without its first character, up to where a word may end."""
    pattern = r"\s{1,3}".join(re.escape(part) for part in phrase[1:].split(" "))
    if re.search(f"[{LETTER}]$", phrase):
        pattern += AFTER_CODE if is_currency else AFTER
    return pattern


def by_meaning(meanings: Mapping[Any, str]) -> dict[str, Any]:
    """{"over": "超, 超过"} the other way round: each phrase with its meaning."""
    return {
        phrase.strip(): meaning
        for meaning, phrases in meanings.items()
        for phrase in phrases.split(",")
    }


def powers(phrases: Mapping[int, str]) -> dict[str, Decimal]:
    """{6: "million, millions"}: each phrase with its power of ten."""
    return by_meaning({Decimal(10) ** power: said for power, said in phrases.items()})


def phrases(said: str) -> dict[str, bool]:
    """The phrases of a role that needs no further meaning."""
    return {phrase.strip(): True for phrase in said.split(",")}
