"""Who says it: the mention beside “said”, 表示, “selon”; and whether in their words."""

from collections.abc import Iterator

from entities.prefill.material import Known, Material, Reading
from entities.prefill.rules import Rules
from entities.prefill.stretch import Place, Stretch
from entities.prefill.subject import outermost

VOICES = {
    *("company", "person", "government", "publisher", "organisation", "report"),
    *("unnamed_source", "class"),
}
# A name that is part of another word speaks for nobody.
MUTE = {"adjective", "compound", "gloss"}
NEAR = 120  # code points between a voice and what it says
SHORTEST_QUOTE = 8  # code points; what is shorter in quotation marks is a name
TRANSCRIPT_REACH = 60  # sections that a transcript may go on for


def speaker(
    stretch: Stretch, material: Material, rules: Rules
) -> tuple[Reading | None, Reading | None]:
    """Readings of the speaker's entity and of the mode; None where nobody is sure."""
    voices = [
        known
        for known in outermost(material.mentions)
        if known.kind in VOICES and known.named not in MUTE
    ]
    if rules.speech["comment"].match(stretch.said(*stretch.place)):
        return None, None
    quotation = stretch.quotation
    if quotation and quotation[1] - quotation[0] - 2 >= SHORTEST_QUOTE:
        found = _around(quotation, stretch, voices, rules)
        if found:
            return found, Reading("direct_quote", quotation)
    found = _before(stretch.sentence[0], stretch, voices, rules) or _after(
        stretch, voices, rules
    )
    if (
        found
        and found.words
        and stretch.end <= found.words[1]
        and (found.words[0] <= stretch.end)
    ):
        return None, None  # it names the speaker and says nothing yet
    if found:
        return found, Reading("paraphrase", found.words)
    found = _transcribed(stretch, material, voices, rules)
    return found, (Reading("direct_quote", found.words) if found else None)


def _around(
    quotation: Place, stretch: Stretch, voices: list[Known], rules: Rules
) -> Reading | None:
    """X said: “…”, or “…”, said X."""
    start, end = quotation
    outside = Stretch(
        stretch.text,
        start,
        end,
        stretch.language,
        stretch.floor,
        stretch.ceiling,
    )
    return _before(outside.sentence[0], outside, voices, rules) or _after(
        outside, voices, rules
    )


def _before(
    floor: int, stretch: Stretch, voices: list[Known], rules: Rules
) -> Reading | None:
    """The nearest voice that speaks before the selection, or opens it."""
    for known in _nearest(voices, floor, stretch.start + NEAR):
        if known.start >= stretch.end:
            continue
        before = stretch.said(max(stretch.bounds[0], known.start - 12), known.start)
        if rules.speech["addressed"].search(before):
            continue  # who is told it does not say it
        said = stretch.said(known.end, min(stretch.end, known.end + NEAR))
        spoken = rules.speech["after"].match(said)
        gap = stretch.start - known.end
        if spoken and not rules.speech["no_speech"].search(said[: spoken.end() + 12]):
            says_it = known.end + spoken.end() <= stretch.start + 24
            if gap <= NEAR and (says_it or known.start >= stretch.start):
                known = _cited(known, voices, stretch, rules)
                return Reading(known.entity, (known.start, known.end + spoken.end()))
        if _according(known, stretch, rules) and gap <= NEAR:
            return Reading(known.entity, known.place)
    return None


def _according(known: Known, stretch: Stretch, rules: Rules) -> bool:
    """据X报道, according to X."""
    before = stretch.said(max(stretch.bounds[0], known.start - 40), known.start)
    if not rules.speech["according"].search(before):
        return False
    after = rules.speech.get("according_after")
    said = stretch.said(known.end, min(stretch.bounds[1], known.end + 24))
    return after is None or bool(after.match(said))


def _cited(known: Known, voices: list[Known], stretch: Stretch, rules: Rules) -> Known:
    """Of 据A报告《B》估算, A; a report that is named alone speaks for itself."""
    if known.kind != "report":
        return known
    for other in voices:
        is_near = 0 <= known.start - other.end <= 8
        if is_near and other.kind != "report" and _according(other, stretch, rules):
            return other
    return known


def _after(stretch: Stretch, voices: list[Known], rules: Rules) -> Reading | None:
    """…, said X; …, selon X; only where the sentence goes on with it."""
    ceiling = min(stretch.sentence[1] + NEAR, stretch.end + NEAR)
    for known in voices:
        if not stretch.end <= known.start < ceiling:
            continue
        between = stretch.said(stretch.end, known.start)
        if _ends_sentence(between):
            return None
        if rules.speech["before"].search(between) or rules.speech["according"].search(
            between
        ):
            return Reading(known.entity, (stretch.end, known.end))
        said = stretch.said(known.end, min(stretch.bounds[1], known.end + 60))
        spoken = rules.speech["after"].match(said)
        if between.strip(' ,，"”»') == "" and spoken:
            rest = said[spoken.end() :]
            if rules.speech["closes"].match(rest):
                return Reading(known.entity, known.place)
    return None


def _ends_sentence(said: str) -> bool:
    return any(mark in said.lstrip('"”»')[:-1] for mark in ".。!?！？\n")


def _nearest(voices: list[Known], floor: int, ceiling: int) -> Iterator[Known]:
    """The last before the place first."""
    inside = [known for known in voices if floor <= known.start < ceiling]
    yield from sorted(inside, key=lambda known: -known.start)


def _transcribed(
    stretch: Stretch, material: Material, voices: list[Known], rules: Rules
) -> Reading | None:
    """The one who gave the speech that the text goes on with, word for word."""
    opening = None
    for part in material.parts:
        if part.start >= stretch.start:
            break
        said = Stretch(
            material.text, part.start, part.end, stretch.language, part.start, part.end
        ).plain.strip()
        if len(said) < 80 and rules.speech["transcript"].search(said):
            opening = part
    if opening is None:
        return None
    for known in voices:
        if known.kind != "person" or known.end > opening.start:
            continue
        after = Stretch(material.text, known.start, known.end, stretch.language).said(
            known.end, min(opening.start, known.end + 60)
        )
        if rules.speech["speech_given"].search(after.split("。")[0]):
            return Reading(known.entity, known.place)
    return None
