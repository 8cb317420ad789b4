"""Answers that a client holds already are not sent again."""

import hashlib
from functools import wraps

from django.utils.cache import get_conditional_response, patch_vary_headers

from project.api.problems import problem


def conditional(view):
    """Give each answer to a GET an `ETag` of its very bytes, and obey the client's own.

    It is made of what the client would get and of nothing else, so that it tells
    nothing about what is hidden.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Accept"])
        if request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        response.render()
        digest = hashlib.sha256(response.content).hexdigest()
        response["ETag"] = f'"{digest[:32]}"'
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        outcome = get_conditional_response(request, response["ETag"], None, response)
        if outcome and outcome.status_code == 412:
            return problem(
                412, "What is there now is not what If-Match asks for."
            ).render()
        return outcome

    return answer
