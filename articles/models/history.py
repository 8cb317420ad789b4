"""What every history keeps: who, when, why, and which rows were changed together."""

from functools import cache

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from simple_history.manager import HistoricalQuerySet, HistoryManager
from simple_history.models import HistoricalRecords

from articles.changes import current_change


class HistoryQuerySet(HistoricalQuerySet):
    """Rows that are added and never edited."""

    def update(self, **fields):
        raise PermissionDenied("History is added to, never edited.")

    def delete(self):
        raise PermissionDenied("History is added to, never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own
    delete.queryset_only = True  # type: ignore[attr-defined]


class MadeOnce(HistoryManager):
    """simple_history makes a class each time that a history is looked at, which is at
    every save; ours is made at the first."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class HistoryRow(models.Model):
    """One state of one row, as one change left it."""

    change = models.UUIDField(default=current_change, editable=False, db_index=True)

    objects = HistoryQuerySet.as_manager()  # type: ignore[django-manager-missing]  # simple_history has no types

    class Meta:
        abstract = True

    def save(self, **options):
        if not self._state.adding:
            raise PermissionDenied("History is added to, never edited.")
        super().save(**options)

    def delete(self, using=None, keep_parents=False):
        raise PermissionDenied("History is added to, never deleted.")


class Recorded(HistoricalRecords):
    """The history of a model; a part of a record says so in `history_parts`.

    Its rows outlive what they tell of, and the people who made them are kept: a user
    who changed anything is deactivated, not deleted.
    """

    def __init__(self, **options):
        super().__init__(
            bases=(HistoryRow,),
            history_change_reason_field=models.TextField(null=True),
            history_manager=MadeOnce,
            historical_queryset=HistoryQuerySet,
            **options,
        )

    def _get_history_user_fields(self):
        who = models.ForeignKey(
            settings.AUTH_USER_MODEL,
            null=True,
            related_name="+",
            on_delete=models.PROTECT,
        )
        return {"history_user": who}

    def get_extra_fields(self, model, fields):
        """Name a row without asking the database for what it tells of."""
        extra = super().get_extra_fields(model, fields)
        noun = model._meta.verbose_name
        extra["__str__"] = lambda row: f"{noun} on {row.history_date:%Y-%m-%d %H:%M}"
        return extra
