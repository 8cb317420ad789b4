"""The pages at the door and the one on which editors look after their own account."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.internal.flows.sessions import (
    end_other_sessions,
    end_sessions,
)
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from project.models import AuditEvent, must_have_second_factor, record


class OnTheDesk(TemplateResponseMixin, ContextMixin, View):
    """A page with the desk's header around it."""

    title = ""

    @method_decorator(never_cache)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        around = admin.site.each_context(self.request)
        return super().get_context_data(**kwargs) | around | {"title": self.title}

    def show_codes(self, authenticator):
        """Answer with the page that shows the recovery codes this once."""
        context = admin.site.each_context(self.request) | {
            "title": "Your recovery codes",
            "codes": authenticator.wrap().get_unused_codes(),
        }
        return TemplateResponse(
            self.request, "admin/account/recovery_codes_once.html", context
        )


class LogIn(OnTheDesk, LoginView):
    template_name = "admin/account/login.html"
    title = "Log in to the desk"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.is_staff:
            raise PermissionDenied  # or it would be sent here again and again
        return super().dispatch(request, *args, **kwargs)


class Code(OnTheDesk, AuthenticateView):
    template_name = "admin/account/code.html"
    title = "Your code"


class StartOver(View):
    """Forget that the password was right, to log in as somebody else."""

    def post(self, request):
        clear_login(request)
        return redirect("account_login")


class AskPassword(OnTheDesk, ReauthenticateView):
    template_name = "admin/account/reauthenticate.html"
    title = "Your password, once more"


class ChangePassword(OnTheDesk, PasswordChangeView):
    template_name = "admin/account/password.html"
    title = "Change your password"
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied  # there is none to change
        return super().dispatch(request, *args, **kwargs)

    def get_default_success_url(self):
        return str(self.success_url)

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(
            self.request,
            "Your password is changed. All your other sessions have ended.",
        )
        return response


class Account(OnTheDesk, TemplateView):
    template_name = "admin/account/account.html"
    title = "Your account"

    def get_context_data(self, **kwargs):
        user = self.request.user
        kinds = {row.type: row for row in Authenticator.objects.filter(user=user)}
        codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
        return super().get_context_data(**kwargs) | {
            "has_second_factor": Authenticator.Type.TOTP in kinds,
            "must_have_second_factor": must_have_second_factor(user),
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "sessions": living_sessions(user),
            "this_session": self.request.session.session_key,
        }


def living_sessions(user) -> list[UserSession]:
    """Return the user's sessions that a browser could still use, newest first."""
    sessions = UserSession.objects.filter(user=user).order_by("-created_at")
    keys = [session.session_key for session in sessions]
    alive = Session.objects.filter(
        session_key__in=keys, expire_date__gt=timezone.now()
    ).values_list("session_key", flat=True)
    known = set(alive)
    return [session for session in sessions if session.session_key in known]


class EndSession(View):
    def post(self, request, pk):
        session = get_object_or_404(UserSession, pk=pk, user=request.user)
        record(AuditEvent.Kind.SESSION_ENDED, about=session.user_agent)
        end_sessions(request, [session])
        messages.success(request, "The session has ended.")
        return redirect("mfa_index")


class EndOtherSessions(View):
    def post(self, request):
        record(AuditEvent.Kind.SESSION_ENDED, about="all others")
        end_other_sessions(request, request.user)
        messages.success(request, "All your other sessions have ended.")
        return redirect("mfa_index")


class SetUpSecondFactor(OnTheDesk, ActivateTOTPView):
    template_name = "admin/account/second_factor.html"
    title = "Set up a second factor"

    def get_context_data(self, **kwargs):
        must = must_have_second_factor(self.request.user)
        return super().get_context_data(**kwargs) | {"must_have_second_factor": must}

    def form_valid(self, form):
        try:
            _, codes = activate_totp(self.request, form)
        except IntegrityError:  # pressed twice
            return redirect("mfa_index")
        # What was opened with the password alone ends here.
        end_other_sessions(self.request, self.request.user)
        return self.show_codes(codes) if codes else redirect("mfa_index")


class RemoveSecondFactor(OnTheDesk, DeactivateTOTPView):
    template_name = "admin/account/second_factor_off.html"
    title = "Remove the second factor"
    success_url = reverse_lazy("mfa_index")


class RecoveryCodes(OnTheDesk, GenerateRecoveryCodesView):
    template_name = "admin/account/recovery_codes.html"
    title = "Recovery codes"

    def form_valid(self, form):
        return self.show_codes(generate_recovery_codes(self.request))
