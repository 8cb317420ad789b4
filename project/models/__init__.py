"""Records about the desk's own work, rather than about what it writes."""

from project.models.audit import AuditEvent, record
from project.models.batch import Batch, BatchRow, BatchState, RowState

__all__ = ["AuditEvent", "Batch", "BatchRow", "BatchState", "RowState", "record"]
