"""What the rules find in a text, before anything is stored."""

from dataclasses import dataclass

from articles.models import SectionKind


@dataclass(frozen=True)
class FoundSection:
    """A stretch of a text, from `start` to before `end`, in code points.

    `detail` and `treatment` say what boilerplate it is and what a clean reading does
    with it; `language` is given where it differs from the text's; `under` is the
    place, in the list it comes in, of the heading it stands under.
    """

    kind: SectionKind
    start: int
    end: int
    detail: str = ""
    treatment: str = ""
    language: str = ""
    under: int | None = None
