"""Whoever must have a second factor and has none sets it up first, and sees no more."""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from project.models import lacks_second_factor

DESK = "/admin/"
OPEN = {"account_login", "account_reauthenticate", "mfa_activate_totp", "admin:logout"}


class SecondFactorMiddleware:
    """Sends such a person from the whole desk to the set-up.

    Everywhere else, the API and the readers' pages with their previews included, the
    session counts for nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        at_desk = request.path_info.startswith(DESK)
        if not at_desk and settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.user = SimpleLazyObject(lambda: proven_user(request))
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if not request.path_info.startswith(DESK):
            return None
        if request.resolver_match.view_name in OPEN:
            return None
        if lacks_second_factor(request.user):
            return redirect("mfa_activate_totp")
        return None


def proven_user(request):
    user = get_user(request)
    return AnonymousUser() if lacks_second_factor(user) else user
