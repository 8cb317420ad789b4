"""Look entities up by their names, as somebody types, in any script and language."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from entities.alike import how_alike
from entities.spotting.folding import key_of
from entities.spotting.known import Form, Known, primary

EXACT, OPENS, OPENS_A_WORD, WITHIN = range(4)  # how the words lie in a name, best first
MOST = 20
NEAR_ENOUGH = 75  # of 100, to be looked at more closely
MOST_NEAR = 60


@dataclass(frozen=True)
class Match:
    """An entity, and the name by which it was found."""

    entity: int
    name: Form


@dataclass(frozen=True)
class Alike:
    """An entity that a new name may mean already, with the reason in words."""

    entity: int
    weight: int
    reason: str


def look_up(
    words: str, known: Known, *, language: str = "", mentioned: Iterable[int] = ()
) -> list[Match]:
    """Return at most MOST entities with a name in which the words stand, best first.

    First go names that are the words, then those that open with them; among these
    entities that are `mentioned`, then names in `language`, then short ones.
    """
    key = key_of(words)
    if not key:
        return []
    here = set(mentioned)
    found: dict[int, tuple[tuple, Form]] = {}
    for form, name in zip(known.forms, known.keys, strict=True):
        if key not in name:
            continue
        rank = (
            _how(key, name),
            form.entity not in here,
            primary(form.language) != primary(language),
            len(name),
            form.text,
        )
        if form.entity not in found or rank < found[form.entity][0]:
            found[form.entity] = rank, form
    ordered = sorted(found.items(), key=lambda one: (one[1][0], one[0]))
    return [Match(entity, form) for entity, (_, form) in ordered[:MOST]]


def _how(key: str, name: str) -> int:
    if name == key:
        return EXACT
    if name.startswith(key):
        return OPENS
    return OPENS_A_WORD if f" {key}" in name else WITHIN


def alike(words: str, known: Known) -> list[Alike]:
    """Return the entities that somebody may mean who wants to enter this name."""
    key = key_of(words)
    if not key:
        return []
    near = set()
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        rows = process.extract(
            key, known.keys, scorer=scorer, score_cutoff=NEAR_ENOUGH, limit=MOST_NEAR
        )
        near |= {at for _, _, at in rows}
    near |= {at for at, name in enumerate(known.keys) if _has_all_of(name, key)}
    best: dict[int, Alike] = {}
    for at in near:
        form = known.forms[at]
        found = how_alike(words, form.text)
        if found and (form.entity not in best or best[form.entity].weight < found[0]):
            best[form.entity] = Alike(form.entity, *found)
    return sorted(best.values(), key=lambda one: (-one.weight, one.entity))[:MOST]


def _has_all_of(name: str, key: str) -> bool:
    """Whether one name lies within the other: a form of company may be around it."""
    return len(name) > 1 and (key in name or name in key)
