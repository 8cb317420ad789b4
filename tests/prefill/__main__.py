"""How well new claims are prefilled: `python -m tests.prefill [--mistakes]`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    from tests.prefill import measuring

    scores = measuring.true_scores()
    print("\n".join(measuring.table({"all": scores["all"]})))  # noqa: T201
    if "--mistakes" in sys.argv:
        for name, score in scores["all"].items():
            print(f"\n{name}", *score.mistakes, sep="\n  ")  # noqa: T201
