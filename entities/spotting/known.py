"""The names that the desk knows, ready to be found in a text.

A process keeps them and looks before each use whether a name or an entity has changed.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from entities.models import Entity, Name, NameKind
from entities.spotting.folding import key_of

# Names of one thing, offered wherever they stand.
OFFERED = {
    NameKind.OFFICIAL,
    NameKind.ALIAS,
    NameKind.FORMER,
    NameKind.ABBREVIATION,
    NameKind.ROMANISATION,
    NameKind.TICKER,
}
# Slips of the sources: offered, never taken for certain.
SLIPS = {NameKind.MISNOMER, NameKind.TRANSLATION_ERROR}
# A capital that stands for a government makes its name ambiguous and is no name alone.
RIVALS = {NameKind.METONYM}
SURNAMES = {NameKind.SURNAME}
LOOKED_FOR = OFFERED | SLIPS | RIVALS | SURNAMES


@dataclass(frozen=True, slots=True)
class Form:
    """One name as written; `entity` is a primary key, `of` the kind of entity."""

    entity: int
    text: str
    language: str
    kind: str
    of: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a plain text has a name's plain form; the forms that have it."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Known:
    """Names of every kind, and the machine that finds those that name in one pass."""

    def __init__(self, forms: list[Form]):
        self.forms = forms
        self.keys = [key_of(form.text) for form in forms]
        self._looked_for = _Finder(
            (form, key)
            for form, key in zip(forms, self.keys, strict=True)
            if form.kind in LOOKED_FOR
        )
        self.abbreviated = {
            (form.entity, primary(form.language))
            for form in forms
            if form.kind == NameKind.ABBREVIATION
        }

    def __len__(self) -> int:
        return len(self._looked_for.forms)

    def hits(self, plain: str) -> Iterator[Hit]:
        """Names that are looked for in every text."""
        return self._looked_for.hits(plain)

    def all_hits(self, plain: str) -> Iterator[Hit]:
        """Names of every kind, descriptions included."""
        return self._all.hits(plain)

    @cached_property
    def _all(self) -> "_Finder":
        return _Finder(zip(self.forms, self.keys, strict=True))


class _Finder:
    """Finds forms by their plain keys, in one pass."""

    def __init__(self, forms: Iterable[tuple[Form, str]]):
        by_key: dict[str, list[Form]] = {}
        for form, key in forms:
            if key:
                by_key.setdefault(key, []).append(form)
        self.forms = [tuple(same) for same in by_key.values()]
        # All matches: the longest may turn out to be no name where it stands.
        self._machine = AhoCorasick(list(by_key), store_patterns=False)

    def hits(self, plain: str) -> Iterator[Hit]:
        found = self._machine.find_matches_as_indexes(plain, overlapping=True)
        for pattern, start, end in found:
            yield Hit(start, end, self.forms[pattern])


def primary(language: str) -> str:
    """Return the language without script and region: zh for zh-Hant."""
    return language.partition("-")[0].lower()


def known_names() -> Known:
    """Return the names of all entities that the desk keeps up, as of now."""
    return _KEPT.now()


def forms_of(entities) -> list[Form]:
    """Return all names of a queryset of entities, labels that are no names included."""
    kinds = dict(entities.values_list("pk", "kind"))
    forms, said = [], set()
    names = Name.objects.filter(entity__in=entities.order_by().values("pk"))
    rows = names.order_by("pk").values_list("entity", "text", "language", "kind")
    for pk, text, language, kind in rows:
        said.add((pk, text))
        if pk in kinds:
            forms.append(Form(pk, text, language, kind, kinds[pk]))
    for pk, label in entities.order_by("pk").values_list("pk", "label"):
        for language, text in (label or {}).items():
            if (pk, text) not in said:
                forms.append(Form(pk, text, language, NameKind.OFFICIAL, kinds[pk]))
    return forms


class _Kept:
    def __init__(self):
        self._lock = threading.Lock()
        self._state: tuple | None = None
        self._known = Known([])

    def now(self) -> Known:
        state = _state()
        with self._lock:
            if state != self._state:
                forms = forms_of(Entity.objects.current().kept_up())
                if forms != self._known.forms:
                    self._known = Known(forms)
                self._state = state
            return self._known


def _state() -> tuple:
    """What changes when a name or an entity does; two looks at the end of an index."""
    newest = []
    for model in (Name, Entity):
        row = model.history.order_by("-history_id").values_list(
            "history_id", "history_date"
        )
        newest.append(row.first())
    return tuple(newest)


_KEPT = _Kept()
