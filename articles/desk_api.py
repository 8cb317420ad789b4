"""What every address of the API that only the desk uses has in common."""

import hashlib
import re
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.models import DeskAct, StaleRecord
from articles.models.desk_act import new_act_key
from articles.models.workflow import has_right
from articles.parameters import refuse_parameters

KEY = re.compile(r"[A-Za-z0-9_.-]{8,64}")


class NotReady(exceptions.APIException):
    """The records or the text are not as the request takes them to be; `errors` says
    what stands against it, by field."""

    status_code = 422
    default_code = "not_ready"

    def __init__(self, detail: str, errors: dict[str, list[str]]) -> None:
        super().__init__(detail)
        self.errors = errors


class Stale(exceptions.APIException):
    status_code = 412
    default_code = "stale"
    default_detail = "Somebody has changed it since. Look at it again."


class Unconditional(exceptions.APIException):
    status_code = 428
    default_code = "unconditional"
    default_detail = "Say with If-Match which revision you decide on."


class LoggedOut(exceptions.PermissionDenied):
    """Nobody is logged in; by `session` in its errors a page of the desk knows."""

    default_detail = "Your session has ended."
    errors = {"session": ["Log in again."]}


class SomebodyElse(LoggedOut):
    """The page that asks was opened by another person than is logged in by now."""

    default_detail = (
        "Somebody else is logged in on this browser now. Let them log out in another "
        "tab, and log in there yourself."
    )


class DoneBefore(Exception):
    """The same write was answered already."""

    def __init__(self, act: DeskAct) -> None:
        super().__init__(act.key)
        self.act = act


class DeskView(APIView):
    """An address for whoever is logged in at the desk.

    A write is one transaction and one change, or nothing; sent again under the same
    Idempotency-Key within a day it is answered as the first time and does nothing. What
    models and verbs refuse is told as a problem: 422 with the field, 403 with the
    person's lack, 412 where somebody was faster, 428 where the revision is missing.
    """

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    parameters: set[str] = set()  # that a GET may have
    act: DeskAct | None = None  # what a write is kept as
    undoes: UUID | None = None  # the change that a write takes back

    def dispatch(self, request, *args, **kwargs):
        if request.method in SAFE_METHODS:
            response = super().dispatch(request, *args, **kwargs)
        else:
            with transaction.atomic():
                response = super().dispatch(request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif self.act and not self.act.is_answered:
                    answer = getattr(response, "data", None)
                    self.act.note(response.status_code, answer, undoes=self.undoes)
        response.setdefault("Cache-Control", "private, no-store")
        return response

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        known = self.parameters if request.method in SAFE_METHODS else set()
        refuse_parameters(request, known)
        if request.method not in SAFE_METHODS:
            opener = request.headers.get("Desk-User", str(request.user.pk))
            if opener != str(request.user.pk):
                raise SomebodyElse
            self.act = self._act_of(request)

    def _act_of(self, request) -> DeskAct:
        """Return what the write is kept as; raise DoneBefore if it was answered."""
        key = request.headers.get("Idempotency-Key", "") or new_act_key()
        if not KEY.fullmatch(key):
            raise exceptions.ValidationError(
                {"Idempotency-Key": "8 to 64 letters, digits, dots, dashes or lines."}
            )
        asked = f"{request.method} {request.path}\n".encode() + request.body
        digest = hashlib.sha256(asked).hexdigest()
        act = DeskAct.objects.take(user=request.user, key=key, digest=digest)
        if act.is_answered and act.digest != digest:
            raise NotReady(
                "This was saved already, as it was first sent.",
                {"key": ["Look at what is there now, and change that."]},
            )
        if act.is_answered:
            raise DoneBefore(act)
        return act

    def handle_exception(self, exc):
        if isinstance(exc, DoneBefore):
            return Response(exc.act.answer, exc.act.status)
        return super().handle_exception(as_problem(exc))

    def find(self, model, **named):
        """Return the record; whoever may not look is not told whether there is one."""
        if not has_right(model, "view", self.request.user):
            raise PermissionDenied
        if any("\x00" in str(value) for value in named.values()):
            raise Http404
        record = model._default_manager.filter(**named).first()
        if record is None:
            raise Http404
        return record

    def ask_right(self, model, right: str) -> None:
        """Refuse whoever lacks the right to `add`, `change` … records of the model."""
        if not has_right(model, right, self.request.user):
            noun = model._meta.verbose_name_plural
            raise PermissionDenied(f"You may not {right} {noun}.")

    def ask_revision(self, record) -> None:
        """Refuse a client that has not seen the record as it is now."""
        asked = self.request.headers.get("If-Match")
        if asked is None:
            raise Unconditional
        if asked.strip() not in (etag(record), "*"):
            raise Stale


def etag(record) -> str:
    return f'"{record.revision}"'


def as_problem(error: Exception) -> Exception:
    """Return what a client is told instead of an exception of models and verbs."""
    if isinstance(error, exceptions.NotAuthenticated):
        return LoggedOut()
    if isinstance(error, StaleRecord):
        return Stale(" ".join(error.messages))
    if isinstance(error, ValidationError):
        return NotReady("It cannot be done so.", by_field(error))
    if isinstance(error, PermissionDenied) and str(error):
        return exceptions.PermissionDenied(str(error))
    return error


def by_field(refused: ValidationError) -> dict[str, list[str]]:
    if hasattr(refused, "error_dict"):
        return refused.message_dict
    return {"record": refused.messages}
