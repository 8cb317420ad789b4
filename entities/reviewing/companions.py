"""What is published with a claim: shown with a box each, found again when chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.urls import reverse

from articles.admin.strangers import may_see
from articles.models import Article, Publishable, Verb, needs_reason, refusal
from entities.models import Claim, Entity
from entities.reviewing.together import WITH, unpublished_among


@dataclass(frozen=True)
class Companion:
    """A record that readers cannot see yet and that the claim rests on."""

    record: Publishable
    refused: str  # why it cannot go along; "" when this person may publish it
    takes_reason: bool

    @property
    def kind(self) -> str:
        return str(self.record._meta.verbose_name)

    @property
    def name(self) -> str:
        return str(self.record._meta.model_name)

    @property
    def address(self) -> str:
        """Return where it is looked at and mended."""
        options = self.record._meta
        page = f"admin:{options.app_label}_{options.model_name}_change"
        return reverse(page, args=[self.record.pk])

    @property
    def token(self) -> str:
        """Names the record as it was looked at."""
        return f"{self.name}-{self.record.pk}-{self.record.revision}"

    @property
    def goes_along(self) -> bool:
        """Whether it is offered as chosen already."""
        return not (self.refused or self.takes_reason)


def companions_of(loaded: Claim, user) -> list[Companion]:
    """Return what would be published with a claim that was loaded for display, of the
    kinds that `user` sees."""
    records = [
        record for record in unpublished_among(loaded) if may_see(user, type(record))
    ]
    for kind in (Entity, Article):
        same = [record for record in records if isinstance(record, kind)]
        prefetch_related_objects(same, "drafted_by")
    return [
        Companion(
            record,
            why_not(record, user) or _lacking(record),
            takes_reason=needs_reason(record, Verb.PUBLISH, user),
        )
        for record in records
    ]


def why_not(record: Publishable, user) -> str:
    """Return why this person may not publish it now; "" when they may."""
    refused = refusal(record, Verb.PUBLISH, user)
    if refused is None:
        return ""
    return " ".join(getattr(refused, "messages", [str(refused)]))


def _lacking(record: Publishable) -> str:
    return " ".join(text for texts in record.obstacles().values() for text in texts)


def chosen(companions: list[Companion], tokens: Iterable[str]) -> list[Publishable]:
    """Return the records whose boxes were ticked.

    What readers see by now needs no publishing and is left out. Raises ValidationError
    for one that somebody has changed since it was looked at.
    """
    asked = [token.rpartition("-") for token in tokens]
    revisions = {name: revision for name, _, revision in asked}
    records, changed = [], []
    for row in companions:
        name, _, revision = row.token.rpartition("-")
        if name not in revisions:
            continue
        if revisions[name] != revision:
            changed.append(
                f"Somebody has changed the {row.kind} “{row.record}” since you opened "
                "this page. Look at it again."
            )
        records.append(row.record)
    if changed:
        raise ValidationError({WITH: changed})
    return records
