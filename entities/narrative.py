"""A topic's narrative cites claims as [[c:ID]]; outside, by their keys alone."""

import re
from collections.abc import Callable, Iterable

from django.db.models import Q

from entities.models import Claim, Topic

REFERENCE = re.compile(r"\[\[c:([^\[\]\s]{1,40})\]\]")


def citing(topics: Iterable[Topic]) -> Callable[[str], str]:
    """Return what rewrites the topics' narratives: a reference gives the claim's key,
    and one to a claim that readers may not see is left out. One query for all."""
    texts = [text for topic in topics for text in topic.narrative.values()]
    named = {name for text in texts for name in REFERENCE.findall(text)}
    keys: dict[str, str] = {}
    if named:
        claims = Claim.objects.published().filter(Q(key__in=named) | Q(ref__in=named))
        for key, ref in claims.values_list("key", "ref"):
            keys |= {key: key, ref: key}

    def rewrite(text: str) -> str:
        return REFERENCE.sub(
            lambda found: f"[[c:{keys[found[1]]}]]" if found[1] in keys else "", text
        )

    return rewrite
