"""Errors in one form: RFC 9457 problem details."""

import logging
import math
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from articles.input_errors import errors_by_field

MEDIA_TYPE = "application/problem+json"
LONGEST = 25_000  # characters of one text; words of an article may be among them
RETRY_AFTER = 5  # seconds
NOT_READ = "The request has parameters that cannot be met."
NOT_SAVED = "It cannot be saved so."
log = logging.getLogger("django.request")


class Problem(Response):
    """Problem details, which are JSON whatever the view answers in otherwise."""

    @property
    def rendered_content(self):
        self.accepted_renderer = JSONRenderer()
        self.accepted_media_type = JSONRenderer.media_type
        self.renderer_context = {}
        return super().rendered_content


def problem(status: int, detail: str, errors=None, headers=None) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _sayable(detail),
    }
    if errors:
        body["errors"] = {
            _sayable(name): [_sayable(text) for text in texts]
            for name, texts in errors.items()
        }
    headers = {"Cache-Control": "no-cache"} | (headers or {})
    return Problem(body, status, headers=headers, content_type=MEDIA_TYPE)


def answer_with_problem(error: Exception, context) -> Response:
    """REST framework's exception handler: every error becomes a problem."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, SuspiciousOperation):  # such as too many parameters
        error = exceptions.ParseError()
    set_rollback()
    if not isinstance(error, exceptions.APIException):
        return _unforeseen(error, context)
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    if isinstance(error, exceptions.ValidationError):
        return problem(
            error.status_code,
            NOT_READ if context["request"].method in SAFE_METHODS else NOT_SAVED,
            errors_by_field(error.detail),
            headers,
        )
    errors = getattr(error, "errors", None)
    return problem(error.status_code, str(error.detail), errors, headers)


def _sayable(text: str) -> str:
    """Return a text that may repeat whatever was sent: cut, and without characters that
    no encoding has."""
    said = str(text)
    cut = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return cut.encode("utf-8", "replace").decode()


def _unforeseen(error: Exception, context) -> Response:
    """Report a fault of ours as Django would; the client hears nothing of its cause."""
    request = context["request"]
    if settings.DEBUG:
        raise error
    got_request_exception.send(sender=type(context["view"]), request=request)
    log.error("Fault at %s", request.path, exc_info=error)
    if isinstance(error, OperationalError):
        headers = {"Retry-After": str(RETRY_AFTER)}
        return problem(503, "The database does not answer. Try again.", None, headers)
    return problem(500, "Something broke here. It has been reported to us.")


class NothingHere(APIView):
    """Answers 404 for every address under /api/ that is not one of the API's."""

    schema = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise exceptions.NotFound(
            "There is nothing at this address. Addresses of the API end in a slash."
        )
