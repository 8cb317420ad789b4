"""Whether the texts are what their hashes say, and say what their passages quote."""

from collections import defaultdict
from collections.abc import Iterator

from articles.models import Passage, Version

AT_A_TIME = 20  # versions held in memory; a text may be 5 MB


def what_is_false(using: str) -> Iterator[str]:
    """Yield a sentence for each version or passage of the database that is wrong."""
    numbers = list(
        Version.objects.using(using).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(numbers), AT_A_TIME):
        yield from _among(numbers[start : start + AT_A_TIME], using)


def _among(numbers: list[int], using: str) -> Iterator[str]:
    passages = defaultdict(list)
    for passage in Passage.objects.using(using).filter(version__in=numbers):
        passages[passage.version_id].append(passage)
    versions = Version.objects.using(using).defer("raw").filter(pk__in=numbers)
    for version in versions.order_by("pk"):
        if not version.hash_is_right:
            yield f"The text of version {version.pk} does not have its hash."
        for passage in passages[version.pk]:
            if version.text[passage.start : passage.end] != passage.quote:
                yield (
                    f"Passage {passage.pk} quotes what version {version.pk} does not "
                    "say there."
                )
