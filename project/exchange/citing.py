"""The table of citations, whose rows point at a stretch of an article's version."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from articles.models import Passage
from articles.models.passage import find_all
from entities.models import CitationPart
from project.exchange.finder import Finder
from project.exchange.sheets import MADE, Cells, Sheet


@dataclass(frozen=True)
class CitationSheet(Sheet):
    """Citations; the quote must stand at its place in the version, or be found there
    once where a row gives no place."""

    def complete(self, cells: Cells, finder: Finder) -> None:
        """Check that the version says the quote there; fill in where it does."""
        for name in ("article", "version", "quote"):
            if not cells.get(name):
                raise ValidationError({name: f"A citation needs its {name}."})
        cells["part"] = cells.get("part") or CitationPart.STATES.value
        quote = cells["quote"]
        try:
            version = finder.version(cells["article"], int(cells["version"]))
        except ValidationError as problem:
            raise ValidationError({"version": problem.messages}) from problem
        if not (cells.get("start") and cells.get("end")):
            start = the_only_place(version.text, quote)
            cells |= {"start": str(start), "end": str(start + len(quote))}
        start, end = int(cells["start"]), int(cells["end"])
        if not 0 <= start < end <= len(version.text):
            raise ValidationError(
                {"start": f"{start} to {end} does not lie in the text."}
            )
        if version.text[start:end] != quote:
            there = version.text[start : min(end, start + 200)]
            raise ValidationError(
                {"quote": f"At this place the text says “{there}”."},
            )

    def settle(self, cells: Cells, finder: Finder) -> dict[str, Any]:
        version = finder.version(cells["article"], int(cells["version"]))
        start, end = int(cells["start"]), int(cells["end"])
        there = Passage.objects.filter(version=version, start=start, end=end).first()
        if there is not None:
            return {"passage": there}
        made = Passage.objects.mark(version, start, end)
        return {"passage": made, MADE: [made]}


def the_only_place(text: str, quote: str) -> int:
    places = find_all(text, quote)
    if not places:
        raise ValidationError({"quote": "The text does not say this."})
    if len(places) > 1:
        raise ValidationError(
            {
                "start": f"The text says this {len(places)} times, first at "
                f"{places[0]}; say from where to where."
            }
        )
    return places[0]
