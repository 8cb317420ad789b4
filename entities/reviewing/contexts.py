"""Cited passages as their texts have them: the paragraph around, boilerplate told."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest, Length, Substr

from articles.models import Passage, Section, SectionKind
from entities.highlights import Stretch, cut
from entities.models import Citation, Claim

AROUND = 600  # code points of a paragraph on either side of the passage
QUOTED = "quoted"


@dataclass(frozen=True)
class Words:
    """A run of the text; `label` says what it is, if it is boilerplate."""

    text: str
    is_quoted: bool
    label: str = ""


@dataclass(frozen=True)
class Context:
    """A paragraph, or as much of it as stands around the passage."""

    words: list[Words]
    starts_before: bool
    goes_on: bool
    language: str = ""  # where a section has another one than its article

    @property
    def boilerplate(self) -> str:
        """What the passage itself stands in, if that is boilerplate."""
        return next((words.label for words in self.words if words.is_quoted), "")


def contexts_of(claim: Claim) -> dict[int, Context]:
    """Return the context of each cited passage by its key; two queries."""
    cited = Citation.objects.filter(claim=claim)
    passages = (
        Passage.objects.filter(pk__in=cited.values("passage"))
        .annotate(
            window=Greatest(F("start") - AROUND, 0), whole=Length("version__text")
        )
        .annotate(
            around=Substr(
                "version__text", F("window") + 1, F("end") - F("window") + AROUND
            )
        )
    )
    near = cited.filter(
        passage__version=OuterRef("version"),
        passage__start__lt=OuterRef("end") + AROUND,
        passage__end__gt=OuterRef("start") - AROUND,
    )
    sections: dict[int, list[Section]] = {}
    for section in Section.objects.filter(Exists(near)).order_by("start", "-end"):
        sections.setdefault(section.version_id, []).append(section)
    return {
        passage.pk: _context(passage, sections.get(passage.version_id, []))
        for passage in passages
    }


def _context(passage, sections: list[Section]) -> Context:
    """Cut the passage's surroundings where a section, or a line, begins and ends."""
    here = [s for s in sections if s.start < passage.end and s.end > passage.start]
    text, window = passage.around, passage.window
    if here:
        left, right = min(s.start for s in here), max(s.end for s in here)
    else:
        left, right = _line(passage)
    first, last = max(left, window), min(right, window + len(text))
    boilerplate = [s for s in sections if s.kind == SectionKind.BOILERPLATE]
    pieces = cut(
        first,
        last,
        [
            Stretch(passage.start, passage.end, QUOTED),
            *(Stretch(s.start, s.end, (s.pk, _label(s))) for s in boilerplate),
        ],
    )
    return Context(
        [
            Words(text[p.start - window : p.end - window], QUOTED in p.keys, _of(p))
            for p in pieces
        ],
        starts_before=left < first,
        goes_on=last < right,
        language=next((s.language for s in here if s.language), ""),
    )


def _line(passage) -> tuple[int, int]:
    """Return where the passage's first line begins and its last one ends, as far as can
    be seen from here; without a newline in sight, where the text does."""
    text, window = passage.around, passage.window
    before = text.rfind("\n", 0, passage.start - window)
    after = text.find("\n", passage.end - window)
    left = 0 if before == -1 else window + before + 1
    return left, passage.whole if after == -1 else window + after


def _of(piece) -> str:
    return next((key[1] for key in piece.keys if key != QUOTED), "")


def _label(section: Section) -> str:
    return section.detail.replace("_", " ") or "boilerplate"
