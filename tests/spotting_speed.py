"""How fast 30,000 names are found: python -m tests.spotting_speed."""

import os
import resource
import time

from tests.spotting import Document, documents, every_name


def thousands(names: list) -> list:
    """These names and those of 10,000 made-up companies, three each."""
    from entities.spotting.known import Form

    sounds = "ba ko ri ta men sol var tek zin lum or an ex qui dra pol min sha".split()
    made = [a + b + c for a in sounds for b in sounds for c in sounds]
    forms = list(names)
    for number in range(10_000):
        entity = 100_000 + number
        word = (made[number % len(made)] + sounds[number % 7]).capitalize()
        tail = ("", " Systems", " Holdings")[number % 3]
        han = "".join(chr(0x4E00 + (number * k + k) % 6000) for k in (7, 11, 13, 17))
        for text, language in ((word + tail, "en"), (han, "zh"), (word[:6], "fr")):
            forms.append(Form(entity, text, language, "official", "company"))
    return forms


def among_thousands(found: list[Document], names: list) -> None:
    from entities.spotting.known import Known
    from entities.spotting.searching import Stretch, spots

    before = _memory()
    began = time.perf_counter()
    forms = thousands(names)
    known = Known(forms)
    took = time.perf_counter() - began
    print(f"{len(forms)} names: {took:.2f} s, {_memory() - before:.0f} MB")  # noqa: T201
    for one in found:
        length = len(one.text) + 1
        times = 50_000 // length
        text = (one.text + "\n") * times
        stretches = [
            Stretch(s.start + n * length, s.end + n * length, s.language)
            for n in range(times)
            for s in one.stretches
        ]
        rounds = []
        for _ in range(5):
            began = time.perf_counter()
            offered = spots(text, stretches, known)
            rounds.append(time.perf_counter() - began)
        took = sorted(rounds)[2] * 1000
        says = f"{one.id}: {len(text)} characters, {len(offered)} found, {took:.0f} ms"
        print(says)  # noqa: T201


def _memory() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from tests.truth.conftest import SHARED

    found = documents(SHARED / "truth", SHARED / "seeds")
    among_thousands(found, every_name(SHARED / "truth", found))


if __name__ == "__main__":
    main()
