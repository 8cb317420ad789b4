"""Who may change or move a record, and when: the one table that every door asks."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


class Verb(models.TextChoices):
    """What can be done to a record; the label is what the button says."""

    CHANGE = "change", "change"
    SUBMIT = "submit", "send to review"
    SEND_BACK = "send_back", "send back"
    PUBLISH = "publish", "publish"
    WITHDRAW = "withdraw", "withdraw"
    REOPEN = "reopen", "reopen"


MOVES = [verb for verb in Verb if verb != Verb.CHANGE]

# Which right a verb takes, by the record's status and whose draft it is: the rights to
# `change` (annotators have it), to `publish` (reviewers) or to `override` (publishers).
OWN_AND_OTHERS: dict[tuple[str, str], tuple[str, str]] = {
    (Verb.CHANGE, Status.DRAFT): ("change", "change"),
    (Verb.CHANGE, Status.IN_REVIEW): ("publish", "publish"),
    (Verb.CHANGE, Status.PUBLISHED): ("override", "override"),
    (Verb.SUBMIT, Status.DRAFT): ("change", "change"),
    (Verb.SEND_BACK, Status.IN_REVIEW): ("change", "publish"),
    (Verb.PUBLISH, Status.DRAFT): ("override", "override"),
    (Verb.PUBLISH, Status.IN_REVIEW): ("override", "publish"),
    (Verb.WITHDRAW, Status.PUBLISHED): ("publish", "publish"),
    (Verb.REOPEN, Status.WITHDRAWN): ("publish", "publish"),
}

# Why a status does not allow a verb.
NOT_NOW = {
    Verb.CHANGE: "What was withdrawn is reopened before it is changed.",
    Verb.SUBMIT: "Only a draft can be sent to review.",
    Verb.SEND_BACK: "Only what is in review can be sent back.",
    Verb.PUBLISH: "Only what is in review can be published.",
    Verb.WITHDRAW: "Only what is published can be withdrawn.",
    Verb.REOPEN: "Only what was withdrawn can be reopened.",
}

# Why somebody does not, though the status would.
NOT_YOU: dict[tuple[str, str], str] = {
    (Verb.CHANGE, Status.IN_REVIEW): "While it is in review, reviewers change it.",
    (Verb.CHANGE, Status.PUBLISHED): (
        "Readers see it already: publishers change it, and say why."
    ),
    (Verb.PUBLISH, Status.DRAFT): "Send it to review first.",
}


def is_own(record, user) -> bool:
    return record.drafted_by_id == user.pk


def right_for(record, verb: str, user) -> str | None:
    """Return the right that the verb takes now; None when the status forbids it."""
    rights = OWN_AND_OTHERS.get((verb, record.status))
    return rights and rights[0 if is_own(record, user) else 1]


def refusal(record, verb: str, user) -> Exception | None:
    """Return why this person may not do this now; None when they may.

    A ValidationError speaks of the record, a PermissionDenied of the person.
    """
    right = right_for(record, verb, user)
    if right is None:
        if verb == Verb.PUBLISH and record.status == Status.PUBLISHED:
            return ValidationError("It is published already.")
        return ValidationError(NOT_NOW[Verb(verb)])
    if has_right(record, right, user):
        return None
    if verb == Verb.PUBLISH and is_own(record, user):
        return PermissionDenied("You drafted it; a second person must publish it.")
    otherwise = f"You may not {Verb(verb).label} this {record._meta.verbose_name}."
    return PermissionDenied(NOT_YOU.get((verb, record.status), otherwise))


def has_right(record, right: str, user) -> bool:
    options = record._meta
    return user.has_perm(f"{options.app_label}.{right}_{options.model_name}")


def needs_reason(record, verb: str, user) -> bool:
    """Whether this person must write down why, for readers or for the history."""
    if verb == Verb.SEND_BACK:
        return not is_own(record, user)
    if verb == Verb.WITHDRAW:
        return True
    return right_for(record, verb, user) == "override"
