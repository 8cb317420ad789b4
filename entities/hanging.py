"""What citations, mentions and comments are to an article that is captured again."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.admin.strangers import may_see
from articles.anchoring.hanging import Hanging, Told, hangs, sign
from articles.models import Passage, Status, Verb, refusal
from entities.annotation.citing import recite, uncite
from entities.models import Citation, Claim, Entity, Mention, Thread


def page_of(record) -> str:
    options = record._meta
    name = f"admin:{options.app_label}_{options.model_name}_change"
    return reverse(name, args=[record.pk])


@hangs(Citation)
class CitationsHang(Hanging):
    """Evidence of claims. The same words elsewhere say the same: so whoever may change
    citations carries them over. Other words change what the claim rests on."""

    def rows(self):
        return Citation.objects.kept_up().select_related("passage", "claim")

    def is_seen_by(self, user) -> bool:
        return may_see(user, Claim)

    def tell(self, row: Citation) -> Told:
        claim = row.claim
        return Told(
            noun=f"evidence: {row.get_part_display()}",
            words=str(claim),
            status=claim.status,
            address=page_of(claim),
            asks_why=claim.status == Status.PUBLISHED,
        )

    def stands_against(self, row: Citation, user) -> str:
        refused = refusal(row.claim, Verb.CHANGE, user)
        if refused is None:
            return super().stands_against(row, user)
        return " ".join(getattr(refused, "messages", [str(refused)]))

    def clashes(self, row: Citation, other: Citation) -> bool:
        return (row.claim_id, row.part) == (other.claim_id, other.part)

    def move(self, row: Citation, passage: Passage, *, by, reason: str) -> None:
        recite(row, by=by, reason=reason, passage=passage)

    def withdraw(self, row: Citation, *, by, reason: str) -> None:
        try:
            uncite(row, by=by, reason=reason)
        except ValidationError as refused:
            if row.claim.status != Status.PUBLISHED or "reason" in named(refused):
                raise
            text = f"“{row.claim}” cannot do without it: withdraw the claim itself."
            raise ValidationError([text, *refused.messages]) from refused

    def finish(self, rows: Iterable[Citation], *, by, reason: str) -> None:
        keys = {row.claim_id for row in rows}
        for claim in Claim.objects.filter(pk__in=keys).order_by("pk"):
            sign(claim, by, reason)
            claim.save()


@hangs(Mention)
class MentionsHang(Hanging):
    """Marks in the text: open to all who may mark."""

    def rows(self):
        return Mention.objects.select_related("passage", "entity")

    def is_seen_by(self, user) -> bool:
        return may_see(user, Entity)

    def tell(self, row: Mention) -> Told:
        entity = row.entity
        return Told(
            "mention", str(entity), status=entity.status, address=page_of(entity)
        )

    def stands_for(self, row: Mention, other: Mention) -> bool:
        return row.entity_id == other.entity_id


@hangs(Thread)
class ThreadsHang(Hanging):
    """Comments that are still open; what was settled stays where it was said."""

    def rows(self):
        return Thread.objects.open().with_comments()

    def tell(self, row: Thread) -> Told:
        said = [comment.text for comment in row.comments.all() if comment.text]
        return Told("comment", said[0] if said else str(row))

    def withdraw(self, row: Thread, *, by, reason: str) -> None:
        row.resolve(by=by)


def named(refused: ValidationError) -> set[str]:
    return set(refused.error_dict) if hasattr(refused, "error_dict") else set()
