"""What a figure is: an amount with its bound, its unit and the words as printed."""

from dataclasses import dataclass
from decimal import Decimal


class UnreadableFigure(ValueError):
    """The words leave open which amount is meant; the message says what is unclear."""


@dataclass(frozen=True)
class Figure:
    """An amount as a source gives it; an open end is None.

    The unit is a currency's ISO code for money, “%” for percent, else the desk's word
    for what is counted, or None where the words name none.
    """

    kind: str  # money, quantity, percent
    low: Decimal | None
    high: Decimal | None
    bound: str  # exact, about, over, under, at_least, at_most, range, vague
    unit: str | None = None
    comparison: str = ""  # share_of, excess_over
    as_printed: str = ""


@dataclass(frozen=True)
class Span:
    """Two ends and the bound between them: the amount without its unit."""

    low: Decimal | None
    high: Decimal | None
    bound: str = "exact"

    @classmethod
    def exactly(cls, number: Decimal) -> "Span":
        return cls(number, number)

    def times(self, factor: Decimal) -> "Span":
        return Span(
            None if self.low is None else plain(self.low * factor),
            None if self.high is None else plain(self.high * factor),
            self.bound,
        )

    def bounded(self, bound: str) -> "Span":
        """The same amount with “over”, “at most” or “about” said of it."""
        if not bound or bound == self.bound:
            return self
        if bound == "about" and self.bound in ("vague", "range"):
            return self  # a range is no more precise for being called approximate
        if self.bound == "about" or bound == "about":
            if self.bound == "exact":
                return Span(self.low, self.high, bound)
            raise UnreadableFigure(f"It is called both {bound} and {self.bound}.")
        if self.bound != "exact":
            raise UnreadableFigure(
                f"“{bound.replace('_', ' ')}” does not go with an amount that is "
                f"{self.bound} already."
            )
        if bound in ("over", "at_least"):
            return Span(self.low, None, bound)
        return Span(None, self.high, bound)

    def negated(self) -> "Span":
        """The amount of a loss or a fall: as a size it is never below zero.

        A loss of at most 10 lies between -10 and 0; a loss of over 10 is under -10.
        """
        if any(end is not None and end < 0 for end in (self.low, self.high)):
            raise UnreadableFigure("The sign is given twice: a minus and a word.")
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        if self.bound in ("under", "at_most"):
            if low == 0:
                raise UnreadableFigure("A fall of less than nothing.")
            return Span(low, Decimal(0), "range")
        mirrored = {"over": "under", "at_least": "at_most"}
        return Span(low, high, mirrored.get(self.bound, self.bound))


# What the desk's column holds: 18 places before the point, and 15 digits that count.
LARGEST = Decimal(10) ** 18
SIGNIFICANT_DIGITS = 15


def plain(number: Decimal) -> Decimal:
    """The number without an exponent and without idle zeros after the point."""
    if abs(number) >= LARGEST:
        raise UnreadableFigure("That is a larger number than the desk can hold.")
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()
