"""Divide a text into sections; boilerplate is marked, never cut."""

from articles.capture.found import FoundSection
from articles.models.version import SectionKind


def find_sections(text: str, language: str) -> list[FoundSection]:
    """Return the sections of a normalised text in their order."""
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            left = start + len(line) - len(line.lstrip())
            right = start + len(line.rstrip())
            found.append(FoundSection(SectionKind.PARAGRAPH, left, right))
        start += len(line) + 1
    return found
