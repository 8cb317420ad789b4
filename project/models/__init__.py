"""Records about the desk's own work, rather than about what it writes."""

from project.models.audit import AuditEvent, record
from project.models.batch import Batch, BatchRow, BatchState, RowState
from project.models.guess import GuessCount, Try
from project.models.policy import (
    GroupPolicy,
    has_second_factor,
    lacks_second_factor,
    must_have_second_factor,
)
from project.models.saved_list import SavedList

__all__ = [
    "AuditEvent",
    "Batch",
    "BatchRow",
    "BatchState",
    "GroupPolicy",
    "GuessCount",
    "RowState",
    "SavedList",
    "Try",
    "has_second_factor",
    "lacks_second_factor",
    "must_have_second_factor",
    "record",
]
