"""What becomes of passages when their text is captured again, printed as a table.

    python -m tests.articles.reanchoring_figures

measures the edited versions of tests/articles/edited_versions.py: of our own digests,
and of the five raw documents where they lie beside the project. docs/anchoring.md holds
the table.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator

from articles.anchoring.alignment import Alignment
from tests.articles.edited_versions import Edited, corpus, passages_of
from tests.articles.whole_texts import our_texts, raw_texts

COLUMNS = ["versions", "same", "moved", "asked", "in vain", "wrong"]


def outcomes(edited: Edited) -> Iterator[tuple[str, tuple[int, int]]]:
    """What becomes of each passage: carried to where it went ("same", "moved") or not
    ("wrong"), asked because its words are gone or not as they were ("asked"), asked
    though they stand there unchanged ("in vain")."""
    alignment = Alignment(edited.old, edited.new)
    rng = random.Random(edited.old)  # noqa: S311
    for start, end in passages_of(edited.old, rng):
        there, truth = alignment.place(start, end), edited.truth(start, end)
        if there is None:
            yield ("asked" if truth is None else "in vain"), (start, end)
        elif there != truth:
            yield "wrong", (start, end)
        else:
            yield ("same" if there == (start, end) else "moved"), (start, end)


def table(versions: Iterable[Edited]) -> dict[str, Counter[str]]:
    """Return the counts of each kind of edit."""
    counts: dict[str, Counter[str]] = {}
    for edited in versions:
        row = counts.setdefault(edited.kind, Counter())
        row["versions"] += 1
        row.update(kind for kind, _ in outcomes(edited))
    return counts


def printed(counts: dict[str, Counter[str]]) -> str:
    rows = {**counts, "all": sum(counts.values(), Counter())}
    lines = ["| edit | " + " | ".join(COLUMNS) + " |"]
    lines.append("| --- |" + " ---: |" * len(COLUMNS))
    for kind, row in rows.items():
        cells = " | ".join(f"{row[column]:,}" for column in COLUMNS)
        lines.append(f"| {kind} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(printed(table(corpus(our_texts() | raw_texts()))))
