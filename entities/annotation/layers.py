"""What stands in a text, layer by layer: mentions, citations and what joins them.

Each layer turns rows into marks (stretches of the text) and cards (what the list beside
it says of them). Layers are loaded in a fixed number of queries, whole or for what one
act touched.
"""

from collections.abc import Callable

from django.db.models import Prefetch, Q

from articles.models import Status, Verb, Version
from articles.models.workflow import has_right, needs_reason
from articles.wording import say
from entities.annotation.cards import Mark, Marked, Touched, card_of, made_by, sees
from entities.annotation.threads import threads_on
from entities.models import Citation, Claim, Entity, Mention, Value

Layer = Callable[[Version, object, Touched | None], Marked]


def claims_on(version: Version, user, touched: Touched | None = None) -> Marked:
    """The claims that cite the version, each with its citations here."""
    marked = Marked()
    if not sees(user, Claim, Citation):
        return marked
    rows = Citation.objects.filter(passage__version=version)
    if touched is not None:
        here = rows.filter(
            Q(passage__in=touched.passages) | Q(claim__in=touched.claims)
        )
        rows = rows.filter(claim__in=here.values("claim"))
    main = Value.objects.filter(part="main").prefetch_related("value_entities__entity")
    rows = (
        rows.select_related("passage", "claim__subject", "claim__property")
        .prefetch_related(Prefetch("claim__values", main))
        .order_by("passage__start", "passage__end", "pk")
    )
    by_me = made_by(user, Citation, version)
    citations: dict[Claim, list[Citation]] = {}
    for row in rows:
        citations.setdefault(row.claim, []).append(row)
    for claim, cited in citations.items():
        card = f"claim-{claim.key}"
        marks = [
            Mark(f"citation-{c.pk}", "citation", c.passage.start, c.passage.end, card)
            for c in cited
        ]
        mine = claim.drafted_by_id == user.pk or any(c.pk in by_me for c in cited)
        marked.marks += marks
        marked.cards.append(
            card_of(
                card,
                "claim",
                marks,
                user,
                claim,
                mine=mine,
                claim=claim,
                sentence=say(claim.sentences, "en"),
                citations=list(zip(marks, cited, strict=True)),
                printed=printed(claim.main_value),
                may_change=claim.may(Verb.CHANGE, user),
                may_send=claim.may(Verb.SUBMIT, user),
                may_take_back=claim.may(Verb.SEND_BACK, user)
                and not needs_reason(claim, Verb.SEND_BACK, user),
                may_decide=claim.status == Status.IN_REVIEW
                and claim.may(Verb.PUBLISH, user),
            )
        )
    return marked


def mentions_on(version: Version, user, touched: Touched | None = None) -> Marked:
    """The mentions that somebody has marked in the version."""
    marked = Marked()
    if not sees(user, Mention, Entity):
        return marked
    rows = Mention.objects.filter(passage__version=version)
    if touched is not None:
        rows = rows.filter(passage__in=touched.passages)
    by_me = made_by(user, Mention, version)
    may_remove = has_right(Mention, "change", user)
    for row in rows.select_related("passage", "entity").order_by("passage__start"):
        card = f"mention-{row.pk}"
        mark = Mark(card, "mention", row.passage.start, row.passage.end, card)
        mine = row.pk in by_me
        marked.marks.append(mark)
        marked.cards.append(
            card_of(
                card,
                "mention",
                [mark],
                user,
                mine=mine,
                mention=row,
                may_remove=may_remove,
            )
        )
    return marked


def printed(value: Value | None) -> str:
    """Return a claim's main value as the source prints it, or whom it names."""
    if value is None:
        return ""
    named = ", ".join(str(row.entity) for row in value.value_entities.all())
    return value.as_printed or named or str(value)


LAYERS: list[Layer] = [claims_on, mentions_on, threads_on]


def marked_in(version: Version, user, touched: Touched | None = None) -> Marked:
    """Everything in the version that this person may see, in text order; with
    `touched`, only what belongs to that."""
    marked = Marked()
    for layer in LAYERS:
        marked.add(layer(version, user, touched))
    return marked.in_order()
