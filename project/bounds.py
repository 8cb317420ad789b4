"""What a form may send at most: more is refused in words, not with a bare 400."""

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

TOO_LARGE = (
    "What you sent is too large: a text has at most 5 MB, and all files together at "
    "most 100 MB. Go back: what you typed is still there. Nothing was saved."
)
TOO_MANY = (
    "What you sent has more boxes or files than the desk takes at once. Go back and "
    "send less at a time. Nothing was saved."
)
BROKEN = "What was sent broke off or cannot be read. Go back and send it again."


class BoundedFormsMiddleware:
    """Reads a form before anything else does, and answers when it is too much."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and (refusal := self._refusal(request)):
            status, words = refusal
            return render(request, "413.html", {"words": words}, status=status)
        return self.get_response(request)

    def _refusal(self, request) -> tuple[int, str] | None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.DATA_UPLOAD_MAX_BODY_SIZE:
            return 413, TOO_LARGE
        try:
            request.POST  # noqa: B018 (reading it is what may fail)
        except RequestDataTooBig:
            return 413, TOO_LARGE
        except (TooManyFieldsSent, TooManyFilesSent):
            return 413, TOO_MANY
        except MultiPartParserError:
            return 400, BROKEN
        return None
