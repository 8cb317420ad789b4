"""Whose rows may do what: the rights of the desk, asked row by row."""

from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.models import Publishable
from articles.models.workflow import Verb, needs_reason, refusal
from project.exchange.sheets import Sheet


def may(user, action: str, model: type[Model]) -> bool:
    """Whether the person has the model's right to add, change, view, override …"""
    options = model._meta
    return user.has_perm(f"{options.app_label}.{action}_{options.model_name}")


def ask_to_add(user, sheet: Sheet) -> None:
    if not may(user, "add", sheet.model):
        raise ValidationError(f"You may not add a {sheet.noun}.")


def ask_to_change(user, sheet: Sheet) -> None:
    if not may(user, "change", sheet.model):
        raise ValidationError(f"You may not change a {sheet.noun}.")


def ask_to_change_now(user, record: Publishable, reason: str) -> None:
    """Raise ValidationError when the record's status does not let this person change
    it or a part of it; what readers see is changed with a reason only."""
    if refused := refusal(record, Verb.CHANGE, user):
        raise ValidationError(str(getattr(refused, "message", refused)))
    if needs_reason(record, Verb.CHANGE, user) and not reason:
        noun = record._meta.verbose_name
        raise ValidationError(
            f"Readers see the {noun} already: say why it changes, in the box “reason”."
        )


def keeps_status(user, model: type[Model]) -> bool:
    """Whether records that this person imports keep the status that a file gives."""
    return may(user, "override", model)
