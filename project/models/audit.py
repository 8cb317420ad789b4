"""What happened to accounts, rights and whole sets of data: added to, never changed."""

import ipaddress

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

LONGEST_ABOUT = 200
KEPT_BITS = {4: 24, 6: 48}  # enough to tell offices apart, too little to tell people


class AuditEvent(models.Model):
    """One line of the log; triggers refuse to change or delete it."""

    class Kind(models.TextChoices):
        LOG_IN = "log_in", "logged in"
        LOG_IN_FAILED = "log_in_failed", "failed to log in"
        LOCKED_OUT = "locked_out", "name closed after too many tries"
        LOG_OUT = "log_out", "logged out"
        SESSION_ENDED = "session_ended", "ended a session"
        PASSWORD_CHANGED = "password_changed", "changed a password"
        SECOND_FACTOR_ON = "second_factor_on", "set up a second factor"
        SECOND_FACTOR_OFF = "second_factor_off", "removed a second factor"
        RECOVERY_CODES_MADE = "recovery_codes_made", "made recovery codes"
        RECOVERY_CODE_USED = "recovery_code_used", "used a recovery code"
        CODE_FAILED = "code_failed", "gave a wrong code"
        ACCOUNT_MADE = "account_made", "made an account"
        ACCOUNT_CHANGED = "account_changed", "changed an account"
        ACCOUNT_DELETED = "account_deleted", "deleted an account"
        RIGHTS_CHANGED = "rights_changed", "changed rights"
        GROUP_CHANGED = "group_changed", "changed a group"
        EXPORT = "export", "exported"
        IMPORT = "import", "imported"
        DUMP = "dump", "dumped the site"
        LOAD = "load", "loaded a dump"

    at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)
    kind = models.CharField(max_length=30, choices=Kind, db_index=True)
    # A log outlives the accounts that it speaks of: no key that could hold them back.
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    name = models.CharField(max_length=150, blank=True, help_text="Who, at the time.")
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    detail = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    address = models.CharField(
        max_length=50, blank=True, help_text="The network it came from, not the device."
    )

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "audit event"

    def __str__(self) -> str:
        words = (self.name or "somebody", self.get_kind_display(), self.about)
        return " ".join(filter(None, words))


def record(kind: str, *, user=None, about: str = "", **detail) -> AuditEvent:
    """Add one event to the log, in the transaction of what it tells.

    `user` is who did it (the person of the request when left out), `about` the object
    in the editor's words, `detail` whatever JSON can hold. No secret may be in it.
    """
    request = current_request()
    user = user or getattr(request, "user", None)
    known = user is not None and user.pk is not None
    return AuditEvent.objects.create(
        kind=AuditEvent.Kind(kind),
        who_id=user.pk if known else None,
        name=user.get_username() if known else "",
        about=about.replace("\0", "")[:LONGEST_ABOUT],
        detail=detail,
        address=network_of(request),
    )


def current_request():
    """Return the request that is being answered, or None in a command."""
    return getattr(HistoricalRecords.context, "request", None)


def client_address(request) -> str:
    """Return the address a request comes from; a header counts only if configured.

    "" where there is none, as on a socket that is a file.
    """
    try:
        return get_client_ip(request) or ""
    except (AttributeError, ImproperlyConfigured):  # no request; too few proxies
        return ""


def network_of(request) -> str:
    """Return "192.0.2.0/24" or "2001:db8::/48" for where a request comes from."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    bits = KEPT_BITS[address.version]
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
