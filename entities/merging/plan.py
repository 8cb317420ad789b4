"""The dry run: every row that would move, what gives way, and who would notice."""

from typing import Any

from articles.models import Status
from articles.wording import LANGUAGES
from entities.merging.changes import Change, Plan
from entities.merging.collisions import (
    THEIRS,
    Choice,
    Collision,
    collisions_of,
    pointed_at,
    said_twice,
)
from entities.merging.consequences import for_claims, for_readers, for_the_pair
from entities.merging.pointing import (
    keys_to_entities,
    rows_of,
    snapshot,
    title_of,
)
from entities.models import (
    Claim,
    ClaimSubject,
    Entity,
    FormerSlug,
    Identifier,
    MergeKind,
    Name,
    NameKind,
    RowChange,
)

WORDINGS = ["label", "description", "disambiguation", "outside_knowledge"]
FILL, LEAVE = "fill", "leave"


def plan_merge(winner: Entity, loser: Entity, answers: dict | None = None) -> Plan:
    """Say what making one entity of two would do; `loser` is the one that goes.

    answers: by the key of a choice, what the editor prefers.
    """
    plan = Plan(MergeKind.MERGE, source=loser, target=winner)
    if winner.pk == loser.pk:
        plan.obstacles.append("Choose two different entities.")
        return plan
    answers = answers or {}
    plan.obstacles += _standing_in_the_way(winner, loser)
    plan.warnings += for_the_pair(loser, winner)
    _move(plan, rows_of(loser), answers)
    _join_the_two(plan, answers)
    _explain(plan)
    return plan


def plan_split(source: Entity, target: Entity, chosen: set[tuple[str, int]]) -> Plan:
    """Say what pulling rows out of `source` would do. `target` may be unsaved.

    chosen: (model, key) of each row, as ("entities.name", 12).
    """
    plan = Plan(MergeKind.SPLIT, source=source, target=target)
    if target.pk == source.pk:
        plan.obstacles.append("Choose another entity to move them to.")
        return plan
    for entity in (source, target):
        if entity.merged_into_id:
            plan.obstacles.append(f"“{entity}” was merged into another entity.")
    rows = {
        model: [row for row in found if (model._meta.label_lower, row.pk) in chosen]
        for model, found in rows_of(source).items()
    }
    if not any(rows.values()):
        plan.obstacles.append("Choose at least one row to move.")
    _move(plan, rows, {})
    _explain(plan)
    return plan


def better_way(one: Entity, other: Entity) -> tuple[Entity, str]:
    """Return which of the two should stay, and why."""
    measures = [
        ("readers know it", lambda e: e.status == Status.PUBLISHED),
        ("more claims are about it", lambda e: Claim.objects.filter(subject=e).count()),
        ("registers know it", lambda e: Identifier.objects.filter(entity=e).count()),
        ("it has more names", lambda e: Name.objects.filter(entity=e).count()),
    ]
    for why, measure in measures:
        mine, theirs = measure(one), measure(other)
        if mine != theirs:
            return (one if mine > theirs else other), why
    return min(one, other, key=lambda e: e.pk), "it was there first"


def _standing_in_the_way(winner: Entity, loser: Entity) -> list[str]:
    told = [
        f"“{entity}” was merged into another entity already."
        for entity in (winner, loser)
        if entity.merged_into_id
    ]
    if loser.status == Status.PUBLISHED and winner.status != Status.PUBLISHED:
        told.append(
            f"Readers know “{loser}” and not “{winner}”: merge the other way, or "
            f"publish “{winner}” first."
        )
    if winner.status == Status.WITHDRAWN and not winner.merged_into_id:
        told.append(f"“{winner}” is withdrawn: merge the other way, or reopen it.")
    return told


def _move(plan: Plan, rows: dict[Any, list[Any]], answers: dict) -> None:
    """Plan to move the rows to the target, and what gives way to what."""
    claims = {row.pk for row in rows.get(Claim, [])}
    subjects = {row.pk for row in rows.get(ClaimSubject, [])}
    twice = said_twice(claims, subjects, plan.source, plan.target)
    why = "The claim is about it anyway."
    plan.collisions += [Collision(row, None, why) for row in twice]
    gone = {(ClaimSubject, row.pk) for row in twice}
    for model, found in rows.items():
        staying = [row for row in found if (model, row.pk) not in gone]
        collisions = collisions_of(staying, plan.source, plan.target, answers)
        plan.collisions += collisions
        gone |= {(model, collision.row.pk) for collision in collisions}
    plan.choices += [c.choice for c in plan.collisions if c.choice]
    plan.obstacles += pointed_at([c.row for c in plan.collisions])
    for collision in plan.collisions:
        before = snapshot(collision.row)
        title = title_of(collision.row)
        change = Change(RowChange.DROPPED, collision.row, before, None, title)
        plan.changes.append(change)
    for model, found in rows.items():
        for row in found:
            if (model, row.pk) not in gone:
                plan.changes.append(_moved(plan, row))
    plan.changes += [_taking_over(c) for c in plan.collisions if _gives_more(c)]


def _moved(plan: Plan, row) -> Change:
    before = snapshot(row)
    keys = [key.attname for key in keys_to_entities()[type(row)]]
    after = {
        name: plan.target.pk if name in keys and value == plan.source.pk else value
        for name, value in before.items()
    }
    return Change(RowChange.MOVED, row, before, after, title_of(row))


def _gives_more(collision: Collision) -> bool:
    return collision.choice is not None and collision.choice.chosen == THEIRS


def _taking_over(collision: Collision) -> Change:
    """The row that stays takes what the one that gives way said, as was chosen."""
    other: Any = collision.other
    before, given = snapshot(other), snapshot(collision.row)
    columns = {column.attname for column in collision.differing}
    after = {n: given[n] if n in columns else v for n, v in before.items()}
    return Change(RowChange.CHANGED, other, before, after, collision.title)


def _join_the_two(plan: Plan, answers: dict) -> None:
    """Plan what becomes of the two records: redirect, wordings, names to find it by."""
    winner, loser = plan.target, plan.source
    before = snapshot(loser)
    gone = before | {
        "merged_into_id": winner.pk,
        "status": Status.WITHDRAWN.value,
        "withdrawal_reason": f"Merged into {winner}."[:300],
    }
    kept = snapshot(winner)
    joined = kept | _filled_in(plan, answers)
    if loser.publisher_id and not winner.publisher_id:
        if winner.kind == loser.kind:
            gone["publisher_id"] = None
            joined["publisher_id"] = loser.publisher_id
        else:
            plan.obstacles.append(
                f"“{loser}” publishes articles: only an entity of its kind can take "
                "that over. Merge the other way."
            )
    elif loser.publisher_id:
        plan.warnings.append(
            f"Both publish articles. “{winner.publisher}” stays with “{winner}”; no "
            f"entity will stand for “{loser.publisher}”."
        )
    moved = Change(RowChange.CHANGED, loser, before, gone, str(loser))
    plan.changes += [
        moved,
        Change(RowChange.CHANGED, winner, kept, joined, str(winner)),
    ]
    plan.changes += [_added(name) for name in _names_from_labels(plan)]
    if loser.published_at and not FormerSlug.objects.filter(slug=loser.slug).exists():
        # What readers never knew needs no redirect, and one would tell that it was.
        plan.changes.append(_added(FormerSlug(slug=loser.slug, target=winner)))


def _added(row) -> Change:
    return Change(RowChange.ADDED, row, None, snapshot(row), str(row))


def _filled_in(plan: Plan, answers: dict) -> dict[str, Any]:
    """Return the wordings that the winner takes in languages in which it has none."""
    winner, loser = plan.target, plan.source
    hidden = winner.status == Status.PUBLISHED and loser.status != Status.PUBLISHED
    filled = {}
    for name in WORDINGS:
        ours, theirs = getattr(winner, name) or {}, getattr(loser, name) or {}
        lacking = {code: text for code, text in theirs.items() if code not in ours}
        if not lacking:
            continue
        label = name.replace("_", " ")
        shown = "; ".join(f"{LANGUAGES[code]}: {lacking[code]}" for code in lacking)
        chosen = answers.get(f"wording:{name}", LEAVE if hidden else FILL)
        plan.choices.append(
            Choice(
                f"wording:{name}",
                f"{label} in languages in which “{winner}” has none",
                [(FILL, f"take it over ({shown})"), (LEAVE, "leave it empty")],
                FILL if chosen == FILL else LEAVE,
            )
        )
        if chosen == FILL:
            filled[name] = ours | lacking
    return filled


def _names_from_labels(plan: Plan) -> list[Name]:
    """Return the loser's labels that are nobody's name yet: it was called so."""
    winner, loser = plan.target, plan.source
    known = set(
        Name.objects.filter(entity__in=[winner, loser]).values_list("text", "language")
    )
    return [
        Name(entity=winner, text=text, language=code, kind=NameKind.ALIAS)
        for code, text in (loser.label or {}).items()
        if (text, code) not in known and len(text) <= 300
    ]


def _explain(plan: Plan) -> None:
    """Add what readers and claims will feel of it."""
    moved = {
        name: [change.row for change in changes] for name, changes in plan.moved.items()
    }
    claims = {row.pk for rows in moved.values() for row in rows if type(row) is Claim}
    plan.warnings += for_readers(plan.source, plan.target, moved)
    plan.warnings += for_claims(plan.source, plan.target, claims)
