"""The forms at the door. Each try at a password or a code is counted."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django.core.cache import cache

from project.models import AuditEvent, GuessCount, Try, record

REPLAY = 120  # seconds a code stays used, longer than it could be valid


class LogInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Name"
        self.fields["login"].widget.attrs["autofocus"] = True
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Your password now"
        self.fields["password1"].label = "The new password"
        self.fields["password2"].label = "The new password again"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """Check it where tries are counted; allauth's own way would not."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class CodeForm(AuthenticateForm):
    """A code of the app, or a recovery code, after the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "placeholder": ""}
        self.fields["code"].max_length = 40

    def clean_code(self) -> str:
        account = str(self.user.pk)
        outcome = GuessCount.objects.take("code", account)
        if outcome is Try.JUST_CLOSED:
            record(AuditEvent.Kind.LOCKED_OUT, about=f"codes of {self.user}")
        if outcome is not Try.TAKEN:
            raise get_second_factor_adapter().validation_error("incorrect_code")
        code = super().clean_code()
        if not cache.add(
            f"code-used:{account}:{normalize_user_code(code)}", "y", REPLAY
        ):
            raise get_second_factor_adapter().validation_error("incorrect_code")
        GuessCount.objects.give_back("code", account)
        return code
