"""A claim goes to review, and to readers, with what it rests on: the entities that it
names and the articles that it cites."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils.text import capfirst

from articles.changes import one_change
from articles.models import Article, Publishable, Status, Verb, Version
from articles.models.workflow import is_own
from entities.models import Claim

WITH = "with"  # under which a refusal names what was to go along


def not_yet_published(claim: Claim) -> list[Publishable]:
    """Return what the claim names or cites and readers cannot see, in the order in
    which it would be published: entities, then articles.

    A fixed number of queries, however much the claim names.
    """
    return unpublished_among(Claim.objects.for_display().get(pk=claim.pk))


def unpublished_among(loaded: Claim) -> list[Publishable]:
    """Return the same of a claim that was loaded for display."""
    cited = {citation.passage.version.article_id for citation in loaded.citations.all()}
    entities = sorted(
        loaded.named_entities(), key=lambda entity: (str(entity), entity.pk)
    )
    # Whether there is a text is all that is asked of the versions.
    texts = Prefetch("versions", Version.objects.only("article"))
    articles = Article.objects.filter(pk__in=cited).prefetch_related(texts)
    return [
        record for record in [*entities, *articles] if record.status != Status.PUBLISHED
    ]


def submit_together(claim: Claim, by) -> list[Publishable]:
    """Send a claim to review, and with it the person's own drafts that it rests on.

    What a reviewer sent back stays where it is until its drafter has looked at it:
    sending it along would take away what was asked for. Returns what was sent, the
    claim last; raises what stands against sending the claim.
    """
    own = [record for record in not_yet_published(claim) if _goes_along(record, by)]
    with one_change(), transaction.atomic():
        for record in [*own, claim]:
            record.submit(by=by)
    return [*own, claim]


def _goes_along(record: Publishable, by) -> bool:
    return is_own(record, by) and not record.review_note and record.may(Verb.SUBMIT, by)


def publish_together(
    claim: Claim, by, with_: Iterable[Publishable] = (), reason: str = ""
) -> list[Publishable]:
    """Let readers see a claim and, of what it rests on, the records `with_`: all of
    them or none, in the order that works.

    `reason` is why no second person reviewed what takes such a reason. Returns what was
    published, the claim last. Raises what stands against the claim; a ValidationError
    under "with" says which other record could not go along, and why.
    """
    wanted = list(with_)
    resting_on = not_yet_published(claim)
    if strangers := [record for record in wanted if record not in resting_on]:
        raise ValidationError({WITH: [_no_more(record) for record in strangers]})
    # As they were handed over: whoever changed one meanwhile makes it stale.
    along = sorted(wanted, key=resting_on.index)
    with one_change(), transaction.atomic():
        refused = [text for record in along for text in _publish(record, by, reason)]
        if refused:
            raise ValidationError({WITH: refused})
        claim.publish(by=by, override_reason=reason)
    return [*along, claim]


def _publish(record: Publishable, by, reason: str) -> list[str]:
    """Publish one of those that go along; return why it cannot be, in sentences."""
    try:
        with transaction.atomic():
            record.publish(by=by, override_reason=reason)
    except ValidationError as refused:
        return [_told(record, text) for text in refused.messages]
    except PermissionDenied as refused:
        return [_told(record, str(refused))]
    return []


def _told(record: Publishable, text: str) -> str:
    return f"{capfirst(record._meta.verbose_name)} “{record}”: {text}"


def _no_more(record: Publishable) -> str:
    return _told(record, "The claim does not rest on it, or it is published by now.")
