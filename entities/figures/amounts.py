"""One amount in a row of tokens: sign, currency, number, scale, unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from entities.figures.chinese_numbers import Number, read_chinese
from entities.figures.digits import read_digits
from entities.figures.figure import Span, UnreadableFigure
from entities.figures.vocabulary import Token, Vocabulary

STARTS = {
    *("small", "alone", "some", "collective", "plural", "scale"),
    *("idiom", "hundredth"),
}
MOST_SCALES = 3
# What follows a letter or another number is no amount of its own: A100, GPT-4, .5, 1/3.
STUCK_BEFORE = re.compile(r"(?:[a-zà-öø-ÿœ0-9_]|[a-zà-öø-ÿœ0-9]-|[0-9]'|[.:/^×*#])$")
YEARS_IN_TEXT = range(1900, 2100)


@dataclass(frozen=True)
class Amount:
    """A number and what it counts; `unit` is "" for a classifier that names nothing."""

    number: Number
    currency: str | None = None
    unit: str | None = None
    is_percent: bool = False
    has_own_unit: bool = False  # printed behind it
    bound: str = ""  # printed before the unit: 5 or more firms

    @property
    def kind(self) -> str:
        if self.currency:
            return "money"
        return "percent" if self.is_percent else "quantity"

    @property
    def measure(self) -> tuple[str | None, str | None, bool]:
        return self.currency, self.unit, self.is_percent


class AmountReader:
    """Reads amounts from a text's tokens; `at` is the token it stands before."""

    def __init__(self, text: str, tokens: Sequence[Token], words: Vocabulary) -> None:
        self.text = text
        self.tokens = tokens
        self.words = words
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        if self.at + ahead < len(self.tokens):
            return self.tokens[self.at + ahead]
        return Token("end", len(self.text), len(self.text), "")

    def take(self, role: str) -> Token | None:
        """The next token, if it has the role."""
        token = self.peek()
        if role not in token.roles:
            return None
        self.at += 1
        return token

    def amount_starts(self) -> bool:
        ahead = 0
        if self._is_sign(ahead):
            ahead += 1
        token = self.peek(ahead)
        if "currency" in token.roles or "article" in token.roles:
            token = self.peek(ahead + 1)
            if token.text in ("-", "+"):
                token = self.peek(ahead + 2)
        return token.kind == "number" or not STARTS.isdisjoint(token.roles)

    def amount(self, *, is_second: bool = False) -> Amount:
        """The amount that begins here; the second of a range may follow a hyphen."""
        start = self.peek().start
        is_negative = self._minus()
        prefix = self.take("currency")
        is_negative = self._minus() or is_negative
        is_hundredth = self.take("hundredth") is not None
        number = self._scaled(self._number(), may_be_letter=prefix is not None)
        if not is_second and STUCK_BEFORE.search(self.text[max(0, start - 2) : start]):
            raise UnreadableFigure("The number is part of a name or of another number.")
        if is_negative:
            low, high = number.span.low, number.span.high
            if number.span.bound != "exact" or low is None or high is None:
                raise UnreadableFigure("A minus needs one plain number.")
            number = replace(number, span=Span(-high, -low))
        amount = self._with_unit(number, prefix.get("currency") if prefix else None)
        if is_hundredth:
            amount = _as_percent(amount)
        if self.text[self._end : self._end + 1] == "/":
            raise UnreadableFigure("An amount per something: mark the amount alone.")
        return amount

    @property
    def _end(self) -> int:
        return self.tokens[self.at - 1].end

    def _is_sign(self, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.text in ("-", "+") and token.end == self.peek(ahead + 1).start

    def _minus(self) -> bool:
        if not self._is_sign():
            return False
        self.at += 1
        return self.tokens[self.at - 1].text == "-"

    def _number(self) -> Number:
        token = self.peek()
        if token.kind == "number":
            self.at += 1
            if self.words.language == "zh":
                return read_chinese(token.text)
            number = read_digits(token.text, self.words.language)
            return Number(Span.exactly(number), in_digits=True)
        if "small" in token.roles and "collective" in self.peek(1).roles:
            self.at += 1
        elif "small" in token.roles or "alone" in token.roles:
            return Number(Span.exactly(self._in_words()))
        return self._rounded()

    def _rounded(self) -> Number:
        """A number that only its words make: several, une dizaine, 成千上万."""
        if token := self.take("article"):
            if "scale" not in self.peek().roles:
                raise UnreadableFigure("There is no number here.")
            return Number(Span.exactly(token.get("article")))
        if self.take("some"):
            return Number(Span(Decimal(2), Decimal(9), "vague"))
        if token := self.take("collective"):
            about = Span.exactly(token.get("collective")).bounded("about")
            return Number(about)
        if token := self.take("idiom"):
            return Number(Span(token.get("idiom"), None, "vague"))
        if token := self.take("plural"):
            return Number(Span(token.get("plural"), None, "vague"))
        if "scale" in self.peek().roles:
            one = Span.exactly(Decimal(1)).bounded("about")
            return Number(one, is_bare=True)
        raise UnreadableFigure("There is no number here.")

    def _in_words(self) -> Decimal:
        """two hundred and fifty, trois cent mille."""
        total = current = Decimal()
        while True:
            if "small" in self.peek().roles and current % 100 == 0:
                current += self.tokens[self.at].get("small")
            elif "hundred" in self.peek().roles and current < 10:
                current = (current or Decimal(1)) * 100
            elif "thousand" in self.peek().roles and not total:
                total, current = (current or Decimal(1)) * 1000, Decimal()
            elif not (self._is_and_within() and (current or total)):
                return total + current
            self.at += 1

    def _is_and_within(self) -> bool:
        """The “and” of two hundred and fifty."""
        before = self.tokens[self.at - 1]
        return (
            "and" in self.peek().roles
            and ("hundred" in before.roles or "thousand" in before.roles)
            and "small" in self.peek(1).roles
        )

    def _scaled(self, number: Number, *, may_be_letter: bool) -> Number:
        """The number times the scale words behind it: 3.6 billion, 800 m yuan."""
        for _ in range(MOST_SCALES):
            self._skip_link("scale", "plural")
            token = self.peek()
            factor = token.get("scale") or token.get("plural")
            if factor is None and self._letter_counts(may_be_letter):
                factor = token.get("letter")
            if factor is None:
                break
            self.at += 1
            number = replace(
                number, span=number.span.times(factor), scale=number.scale * factor
            )
        following = self.peek()
        is_word = following.kind == "word" or "letter" in following.roles
        if number.in_digits and following.start == self._end and is_word:
            raise UnreadableFigure("The number is part of a name.")
        is_number = following.kind == "number" or "small" in following.roles
        if is_number and not self.text[self._end : following.start].strip(" \xa0"):
            raise UnreadableFigure("Two numbers stand side by side.")
        return number

    def _letter_counts(self, has_prefix: bool) -> bool:
        """$5m, 5m yuan and 5 M€ are millions; 5 m and 910B may be anything."""
        letter, following = self.peek(), self.peek(1)
        if "letter" not in letter.roles:
            return False
        is_stuck = letter.start == self._end
        has_currency = "currency" in following.roles
        if has_currency and letter.end == following.start:
            return True
        return is_stuck and (has_prefix or has_currency)

    def _skip_link(self, *roles: str) -> bool:
        """Pass a hyphen or a “de” that leads to a word with one of the roles."""
        link, following = self.peek(), self.peek(1)
        is_hyphen = (
            link.text == "-"
            and link.start == self._end
            and link.end == following.start
            and following.kind == "phrase"
        )
        if not (is_hyphen or "of_amount" in link.roles):
            return False
        if not any(role in following.roles for role in roles):
            return False
        self.at += 1
        return True

    def _with_unit(self, number: Number, prefix: str | None) -> Amount:
        if "after" in self.peek().roles and {"unit", "currency"} & set(
            self.peek(1).roles
        ):
            bound = self.peek().get("after")
            self.at += 1
            return replace(self._with_unit(number, prefix), bound=bound)
        has_link = self._skip_link("currency", "unit")
        if self.take("percent"):
            return _as_percent(Amount(number, has_own_unit=True), prefix)
        if self.take("tenths"):
            return self._tenths(number)
        if token := self.take("currency"):
            currency = token.get("currency")
            if prefix not in (None, currency):
                raise UnreadableFigure("It is in two currencies at once.")
            # A million-dollar deal is one; “million dollars” heads a column.
            number = replace(number, is_bare=number.is_bare and not has_link)
            return Amount(number, currency, has_own_unit=True)
        if prefix:
            return Amount(number, prefix)
        unit = self._unit(number)
        return Amount(number, unit=unit, has_own_unit=unit is not None)

    def _unit(self, number: Number) -> str | None:
        token = self.take("unit")
        if token is None:
            return None
        self._check_year(number, token)
        if "noun" in token.roles and number.scale == 1:
            raise UnreadableFigure("That may be a name: a classifier is missing.")
        unit: str = token.get("unit")
        if self.words.head_noun_is_last and (noun := self.take("unit")):
            unit = noun.get("unit") or unit
        return unit

    def _check_year(self, number: Number, unit: Token) -> None:
        """2022年 is a date, and so may be the 2023 of “in 2023 companies …”."""
        value = number.span.low
        if not number.in_digits or number.scale != 1 or value is None:
            return
        is_year = unit.text == "年" and 1000 <= value < 3000
        may_be_year = self.words.language != "zh" and value in YEARS_IN_TEXT
        is_grouped = not self.text[unit.start - 5 : unit.start].strip()[-4:].isdigit()
        if is_year or (may_be_year and not is_grouped):
            raise UnreadableFigure("That is a year, or may be one.")

    def _tenths(self, number: Number) -> Amount:
        """九成 is 90%, 九成五 is 95%."""
        value = number.span.high
        if value is None or not 0 < value <= 10 or number.scale != 1:
            raise UnreadableFigure("成 stands for tenths, from 一成 to 十成.")
        span = number.span.times(Decimal(10))
        following = self.peek()
        if following.kind == "number" and following.start == self._end:
            self.at += 1
            more = read_chinese(following.text).span.low
            if span.bound != "exact" or span.low is None or more is None or more > 9:
                raise UnreadableFigure("成 is followed by one digit at most.")
            span = Span.exactly(span.low + more)
        return Amount(Number(span), is_percent=True, has_own_unit=True)


def _as_percent(amount: Amount, prefix: str | None = None) -> Amount:
    if prefix or amount.currency or amount.unit or amount.number.scale != 1:
        raise UnreadableFigure("Percent does not go with a scale or a currency.")
    return Amount(amount.number, is_percent=True, has_own_unit=True)
