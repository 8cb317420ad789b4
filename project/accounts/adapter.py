"""What we tell allauth to do otherwise."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from project.models import must_have_second_factor
from project.models.audit import client_address

NOWHERE = "::"

# One sentence for a wrong password, an unknown name and a closed one.
NO_ENTRY = (
    "This name and password do not open the desk. After ten wrong tries a name stays "
    "closed for a quarter of an hour."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_ENTRY,
        "too_many_login_attempts": NO_ENTRY,
        "incorrect_password": "This is not the password, or there were ten wrong tries"
        " in the last quarter of an hour.",
        "enter_current_password": "This is not your password, or there were ten wrong"
        " tries in the last quarter of an hour.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False  # accounts are made in the admin

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Ask for the password and nothing else before an account is changed."""
        if not user.is_authenticated or not user.has_usable_password():
            return []
        return [
            {
                "id": "reauthenticate",
                "description": "Use your password",
                "url": reverse("account_reauthenticate"),
            }
        ]

    def get_client_ip(self, request) -> str:
        """Say nowhere where a server behind a socket in a file knows no address."""
        return client_address(request) or NOWHERE

    def respond_user_inactive(self, request, user):
        return redirect("account_login")

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say only what our own pages say; allauth greets in words of its own."""


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, was used already, or there were ten"
        " wrong tries in the last quarter of an hour.",
        "cannot_delete_authenticator": "A group of yours asks for a second factor, so"
        " it cannot be removed.",
    }

    def encrypt(self, text: str) -> str:
        """Keep secrets so that a copy of the database alone opens nothing."""
        return fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; after a change of SECRET_KEY, one that no code fits."""
        try:
            return fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator) -> bool:
        return not must_have_second_factor(authenticator.user)


def fernet() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(f"second factor:{key}".encode()).digest() for key in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
