"""How well new claims are prefilled: `python -m tests.prefill [--mistakes]`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from tests.prefill import measuring, own_sentences

    scores = {}
    for lot in own_sentences.FILES:
        scores |= own_sentences.own_scores(lot)
    if measuring.SHARED.exists():
        scores |= measuring.true_scores()
    print("\n".join(measuring.table(scores)))  # noqa: T201
    if "--mistakes" in sys.argv:
        for group in {*own_sentences.FILES, "all"} & scores.keys():
            for name, score in scores[group].items():
                print(f"\n{group}: {name}", *score.mistakes, sep="\n  ")  # noqa: T201
