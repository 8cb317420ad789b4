"""A whole figure: an amount, or the two ends of a range, with the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from entities.figures.amounts import Amount, AmountReader
from entities.figures.figure import Figure, Span, UnreadableFigure, plain
from entities.figures.vocabulary import Token, Vocabulary

# “5 to 10,000” may be short for 5,000 to 10,000; so wide a range is refused.
WIDEST = 100
MOST_MARKS = 8
DURATIONS = ("years", "months", "weeks", "days", "hours")
MARKS = (
    *(
        "bound",
        "change",
        "percent_change",
        "loss",
        "comparison",
        "open",
        "from",
        "bare_bound",
    ),
    *("unclear", "filler", "plural_article"),
)


@dataclass
class Marks:
    """What the words before an amount say of it."""

    start: int | None = None
    bound: str = ""
    change: str = ""
    is_level: bool = False  # “fell to”: the amount is what is left
    needs_percent: bool = False  # “down 5%” is a fall, “put down 5 dollars” is none
    is_loss: bool = False
    comparison: str = ""
    opening: str = ""  # strict: a range must follow
    after_from: bool = False
    bare_bound: str = ""
    unclear: str = ""

    def add(self, role: str, token: Token) -> None:
        meaning = token.get(role)
        if role == "percent_change":
            role, self.needs_percent = "change", True
            meaning = "fall"
        if role in ("bound", "change", "comparison"):
            if getattr(self, role) not in ("", meaning):
                self.unclear = self.unclear or token.text
            setattr(self, role, meaning)
        elif role == "bare_bound":
            self.bare_bound = meaning
        elif role == "loss":
            self.is_loss = True
        elif role == "open":
            self.opening = meaning
        elif role == "from":
            # “Fell from 10%”: what it was, not by how much it fell.
            self.after_from = True
            self.is_level = self.is_level or bool(self.change)
        elif role == "unclear":
            self.unclear = token.text
        if role not in ("filler", "from", "unclear") and meaning != "loose":
            self.start = token.start if self.start is None else self.start


@dataclass(frozen=True)
class Found:
    """A figure and where its words stand."""

    start: int
    end: int
    figure: Figure
    is_worth_marking: bool


class FigureReader(AmountReader):
    """Reads figures from a text's tokens."""

    def figure(self) -> Found:
        """The figure that begins at the next token, or UnreadableFigure."""
        marks = self._marks()
        start = self.peek().start if marks.start is None else marks.start
        if not self.amount_starts():
            raise UnreadableFigure("There is no number here.")
        first = self.amount()
        amount, is_range = self._range(first, marks)
        _check(marks, amount, is_range)
        if amount.unit in DURATIONS and marks.bound in self.words.tables["during"]:
            raise UnreadableFigure("More than that time, or during it?")
        span = self._bounded(amount, marks)
        end = self.tokens[self.at - 1].end
        comparison = self._comparison(amount, marks)
        is_fall = marks.change == "fall" and not marks.is_level
        if marks.is_loss or (is_fall and amount.unit != "times"):
            span = span.negated()
        figure = Figure(
            kind=amount.kind,
            low=None if span.low is None else plain(span.low),
            high=None if span.high is None else plain(span.high),
            bound=span.bound,
            unit=self._unit_code(amount, marks),
            comparison=comparison,
            as_printed=self.text[start:end],
        )
        return Found(start, end, figure, _is_worth_marking(amount, span))

    def _marks(self) -> Marks:
        marks = Marks()
        for _ in range(MOST_MARKS):
            token = self.peek()
            role = next((role for role in MARKS if role in token.roles), None)
            if role is None or (self._is_sign() and self.amount_starts()):
                return marks
            self.at += 1
            marks.add(role, token)
            if marks.change and "level_bound" in token.roles:
                marks.is_level = True
            if role.endswith("change") and self.take("level"):
                marks.is_level = True
            if role == "comparison" and self.peek().text == "…":
                self.at += 1
        raise UnreadableFigure("Too many words stand before the number.")

    def _range(self, first: Amount, marks: Marks) -> tuple[Amount, bool]:
        """The range that begins with `first`, or `first` alone."""
        back = self.at
        joint = (self.take("pair") if marks.opening else None) or self.take("join")
        if joint is None or not self.amount_starts() or not self._is_even(joint):
            self.at = back
            return first, False
        second = self.amount(is_second=True)
        if first.has_own_unit and first.kind != second.kind:
            self.at = back
            return first, False
        is_change = marks.change and first.has_own_unit and _is_word(joint)
        if marks.after_from or is_change:
            raise UnreadableFigure("A range, or a change from one to the other?")
        self.take("close")
        return _joined(first, second), True

    def _is_even(self, joint: Token) -> bool:
        """A dash has a space on both sides or on none."""
        if _is_word(joint):
            return True
        stuck = joint.start == self.tokens[self.at - 2].end
        return stuck == (joint.end == self.peek().start)

    def _bounded(self, amount: Amount, marks: Marks) -> Span:
        span = amount.number.span
        if marks.bare_bound:
            span = replace(span, bound="exact").bounded(marks.bare_bound)
        elif amount.number.is_bare and marks.bound not in ("", "about"):
            span = replace(span, bound="exact")
        span = span.bounded(marks.bound).bounded(amount.bound)
        if token := self.take("after"):
            if token.text == "+" and self.text[token.end : token.end + 1].isalnum():
                raise UnreadableFigure("A sum: mark one of its numbers.")
            span = span.bounded(token.get("after"))
        is_open = "left_open" in self.peek().roles
        if amount.unit in DURATIONS:
            is_open = is_open or "left_open_time" in self.peek().roles
        if is_open:
            raise UnreadableFigure(f"“{self.peek().text}” leaves the amount open.")
        return span

    def _comparison(self, amount: Amount, marks: Marks) -> str:
        """Whether the amount is a share of something else or what it has more."""
        if token := self.take("than"):
            return str(token.get("than"))
        if marks.comparison or not amount.is_percent:
            return marks.comparison
        if "of" in self.peek().roles and not marks.change:
            self.at += 1
            return "share_of"
        return ""

    def _unit_code(self, amount: Amount, marks: Marks) -> str | None:
        if amount.kind != "quantity":
            return "%" if amount.is_percent else amount.currency
        if amount.unit == "times" and marks.change and not marks.is_level:
            changed = self.words.tables.get("times_changed", {})
            if marks.change not in changed:
                raise UnreadableFigure("Times as much, or that many times?")
            return str(changed[marks.change])
        return amount.unit or None


def _is_word(joint: Token) -> bool:
    return joint.text[0].isalpha()


def _check(marks: Marks, amount: Amount, is_range: bool) -> None:
    """Refuse what the words before the amount leave open."""
    number = amount.number
    if marks.unclear:
        raise UnreadableFigure(f"“{marks.unclear}” leaves the amount open.")
    if marks.change and marks.is_loss:
        raise UnreadableFigure("A change of a loss: mark the amount alone.")
    if marks.is_loss and amount.kind == "quantity":
        raise UnreadableFigure("A loss of things is not a negative number.")
    if marks.needs_percent and not (amount.is_percent or marks.is_level):
        raise UnreadableFigure("A fall by that amount, or something else?")
    if marks.opening == "strict" and not is_range:
        raise UnreadableFigure("Between this and what?")
    if marks.bare_bound and not number.is_bare:
        raise UnreadableFigure("There is no number here.")
    if amount.currency and number.is_bare and not (marks.bound or marks.bare_bound):
        raise UnreadableFigure("That may be a unit at the head of a table.")


def _joined(first: Amount, second: Amount) -> Amount:
    """2至3亿美元 and $2-3 billion: what one side leaves out, the other has."""
    low, high = first.number.span, second.number.span
    if low.bound != "exact" or high.bound != "exact":
        raise UnreadableFigure("The ends of a range must be plain numbers.")
    start, end = low.low or Decimal(), high.high or Decimal()
    scale = second.number.scale
    if scale != 1 and first.number.scale == 1 and not first.has_own_unit:
        if start >= end / scale:
            raise UnreadableFigure("It is not clear what the first number counts in.")
        start *= scale
    if start >= end:
        raise UnreadableFigure("The range does not go from low to high.")
    if not first.has_own_unit and start > 0 and end / start > WIDEST:
        raise UnreadableFigure("It is not clear what the first number counts in.")
    measure = second if second.measure != (None, None, False) else first
    if first.measure not in ((None, None, False), measure.measure):
        raise UnreadableFigure("The two ends of the range have different units.")
    span = Span(start, end, "range")
    return replace(measure, number=replace(second.number, span=span))


def _is_worth_marking(amount: Amount, span: Span) -> bool:
    """Whether running text means it as a figure; “one company” is only an article."""
    number = amount.number
    if amount.kind != "quantity":
        return True
    if not amount.unit:
        has_number = not number.is_bare and number.scale >= 1000
        return has_number or (span.bound in ("range", "vague") and number.scale >= 1000)
    return number.in_digits or span.bound != "exact" or span.low != 1


def read_rank(tokens: Sequence[Token], words: Vocabulary) -> int | None:
    """The place in an order that the whole phrase names: the world's first, 双第一."""
    ranks = [token.get("rank") for token in tokens if "rank" in token.roles]
    if len(ranks) != 1:
        return None
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        is_owner = following is not None and following.text == "'s"
        is_one = token.text == "一" or (token.get("unit") is not None)
        if not (is_owner or is_one or {"rank", "rank_scope"} & set(token.roles)):
            return None
    return int(ranks[0])
