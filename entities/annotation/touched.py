"""What changes have touched of what an article's desk shows, by the histories."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from articles.models import Passage, Version
from entities.annotation.cards import sees
from entities.annotation.leaving import leaving
from entities.merging.pointing import counted
from entities.models import Citation, Claim, Comment, Mention, Refusal, Thread

KEY = models.BigIntegerField(null=True)
NONE = Cast(Value(None), KEY)  # PostgreSQL takes a bare NULL of a union for text
# By which columns each kind of row has its place: passage, claim, thread.
SHOWN: dict[type[models.Model], dict[str, str]] = {
    Mention: {"passage": "passage_id"},
    Citation: {"passage": "passage_id", "claim": "claim_id"},
    Claim: {"claim": "id"},
    Thread: {"passage": "passage_id", "claim": "claim_id"},
    Comment: {"thread": "thread_id"},
    Refusal: {},
}
# By which columns one finds whether it is of a version: its passage, or its claim.
PLACES: dict[type[models.Model], tuple[str | None, str | None]] = {
    Mention: ("passage", None),
    Citation: ("passage", "claim"),
    Claim: (None, "id"),
    Thread: ("passage", "claim"),
    Comment: ("thread__passage", "thread__claim"),
    Refusal: (None, None),  # it names the version itself
}
NAMES = {model._meta.model_name: model for model in SHOWN}
MOST = 2000  # rows of histories; whoever was away for longer loads the page anew
ACTS = {"+": "added", "~": "changed", "-": "removed"}


class Row(NamedTuple):
    """One row of a history, wherever it has its place."""

    change: UUID
    kind: str
    pk: int
    how: str
    user: int | None
    passage: int | None
    claim: int | None
    thread: int | None
    history_id: int

    @property
    def key(self) -> tuple[type[models.Model], int]:
        return NAMES[self.kind], self.pk


@dataclass
class Found:
    """What was touched of what one version shows, and what each change did there."""

    passages: set[int] = field(default_factory=set)
    claims: set[int] = field(default_factory=set)
    removed: list[str] = field(default_factory=list)  # marks and cards that are gone
    places: set[tuple[int, int]] = field(default_factory=set)  # of suggestions
    rows: list[Row] = field(default_factory=list)
    too_many: bool = False

    def told(self) -> dict[UUID, tuple[int | None, str]]:
        """Return who made each change and what it did: (user, "added 3 mentions")."""
        counts: dict[UUID, Counter] = defaultdict(Counter)
        who = {}
        for row in self.rows:
            who[row.change] = row.user
            counts[row.change][ACTS[row.how], row.kind] += 1
        return {change: (who[change], _said(of)) for change, of in counts.items()}


def touched_by(version: Version, user, changes: Iterable[UUID]) -> Found:
    """Return what the changes touched of what `user` sees of the version."""
    return _found(version, user, Q(change__in=list(changes)))


def touched_since(version: Version, user, change: UUID, *, own: bool = False) -> Found:
    """Return what others have touched after `change`, and the person, if `own`.

    It takes one query if nobody has.
    """
    asked = Q(change__gt=change)
    if not own:
        asked &= ~Q(history_user=user) | Q(history_user=None)
    return _found(version, user, asked)


def _found(version: Version, user, asked: Q) -> Found:
    rows = _rows(version, user, asked)
    if not rows:
        return Found()
    if len(rows) > MOST:
        return Found(too_many=True)
    rows = _with_threads(rows)
    passages = {row.passage for row in rows if row.passage}
    here = Passage.objects.filter(version=version, pk__in=passages)
    found = Found(passages=set(here.values_list("pk", flat=True)))
    left = leaving(version, _elsewhere(rows, found.passages))
    may_see = sees(user, Claim, Citation)
    claims = {row.claim for row in rows if row.claim and may_see}
    cited = Citation.objects.filter(passage__version=version, claim__in=claims)
    once = {
        row.claim
        for row in rows
        if row.claim and (row.passage in found.passages or row.key in left.rows)
    }
    found.claims = (once & claims).union(cited.values_list("claim", flat=True))
    found.rows = [
        row
        for row in rows
        if row.passage in found.passages
        or row.claim in found.claims
        or row.key in left.rows
        or NAMES[row.kind] is Refusal
    ]
    found.places = _places(found.rows) | left.places
    found.removed = [*_gone(found.rows), *_claims_gone(found.claims)]
    found.removed += [mark for mark in left.marks if mark not in found.removed]
    return found


def _elsewhere(rows: list[Row], here: set[int]) -> set[tuple[type[models.Model], int]]:
    """Return what points at passages of its own, and not at one of those."""
    return {
        row.key
        for row in rows
        if row.passage not in here and PLACES[row.key[0]][0] == "passage"
    }


def _rows(version: Version, user, asked: Q) -> list[Row]:
    """Return at most one more than MOST rows of what the person may see there."""
    kinds = [
        _of(model, asked & _at(version, model)) for model in SHOWN if sees(user, model)
    ]
    if not kinds:
        return []
    first, *others = kinds
    union = first.union(*others, all=True) if others else first
    return [Row(*row) for row in union.order_by("change", "history_id")[: MOST + 1]]


def _at(version: Version, model: type[models.Model]) -> Q:
    """Return the condition that a row of the history belongs to the version."""
    passage, claim = PLACES[model]
    if model is Refusal:
        return Q(version=version)
    here = Q()
    if passage:
        here |= Q(**{f"{passage}__version": version})
    if passage == "passage":  # its own, which it may have left for another text
        was_here = _history(model).filter(id=OuterRef("id"), passage__version=version)
        here |= Q(Exists(was_here.order_by()))
    if claim:
        citing = Citation.objects.filter(passage__version=version)
        here |= Q(**{f"{claim}__in": citing.order_by().values("claim")})
    return here


def _history(model: type[models.Model]) -> Any:
    return model.history.model.objects  # type: ignore[attr-defined]


def _of(model: type[models.Model], asked: Q) -> QuerySet:
    columns = SHOWN[model]
    return (
        _history(model).filter(asked)
        .order_by()
        .annotate(
            row_kind=Value(model._meta.model_name, output_field=CharField()),
            row_passage=F(columns["passage"]) if "passage" in columns else NONE,
            row_claim=F(columns["claim"]) if "claim" in columns else NONE,
            row_thread=F(columns["thread"]) if "thread" in columns else NONE,
        )
        .values_list(
            "change", "row_kind", "id", "history_type", "history_user_id",
            "row_passage", "row_claim", "row_thread", "history_id",
        )
    )  # fmt: skip


def _with_threads(rows: list[Row]) -> list[Row]:
    """Give comments the place of their thread, also of one that is gone."""
    keys = {row.thread for row in rows if row.thread}
    threads = Thread.history.filter(id__in=keys).order_by("history_id")
    places = {
        pk: (passage, claim)
        for pk, passage, claim in threads.values_list("id", "passage_id", "claim_id")
    }
    return [
        row._replace(passage=places[row.thread][0], claim=places[row.thread][1])
        if row.thread in places
        else row
        for row in rows
    ]


def _places(rows: list[Row]) -> set[tuple[int, int]]:
    """Return where mentions and refusals came or went."""
    kinds: dict[str, set[int]] = {"mention": set(), "refusal": set()}
    for row in rows:
        if row.kind in kinds:
            kinds[row.kind].add(row.passage or row.pk)
    marked = Passage.objects.filter(pk__in=kinds["mention"])
    refused = Refusal.history.filter(id__in=kinds["refusal"])
    return {
        *marked.values_list("start", "end"),
        *refused.values_list("start", "end"),
    }


def _gone(rows: list[Row]) -> Iterator[str]:
    """Yield the ids of marks whose rows were removed and are not back."""
    last = {(row.kind, row.pk): row for row in rows}
    for (kind, pk), row in last.items():
        model: Any = NAMES[kind]
        if row.how != "-" or model in (Claim, Comment, Refusal):
            continue
        if not model._base_manager.filter(pk=pk).exists():
            yield f"{kind}-{pk}"


def _claims_gone(claims: set[int]) -> set[str]:
    """Return the ids of the cards of claims that are no longer there."""
    there = Claim.objects.filter(pk__in=claims).values_list("pk", flat=True)
    if not (gone := claims.difference(there)):
        return set()
    keys = Claim.history.filter(id__in=gone).values_list("key", flat=True)
    return {f"claim-{key}" for key in keys}


def _said(counts: Counter) -> str:
    """Return "added 3 mentions and changed 1 claim"."""
    if any(kind == "citation" for _, kind in counts):
        counts = Counter({k: n for k, n in counts.items() if k != ("changed", "claim")})
    if any(kind == "comment" for _, kind in counts):
        counts = Counter({k: n for k, n in counts.items() if k[1] != "thread"})
    parts = [f"{how} {counted(n, NAMES[kind])}" for (how, kind), n in counts.items()]
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
