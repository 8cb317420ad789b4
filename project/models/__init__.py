from project.models.audit import AuditEvent, record

__all__ = ["AuditEvent", "record"]
