"""The one way from a name and a password to an account."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password

from project.models import AuditEvent, GuessCount, Try, record


class LimitedBackend(ModelBackend):
    """Counts every try before it looks at the password, whoever asks and from where.

    A closed name, an unknown one, one that may not come in, and a wrong password: each
    costs one slow hash and gets the same answer.
    """

    def authenticate(self, request, username=None, password=None, **_):
        if not username or not password or "\0" in username:
            return None
        user = get_user_model().objects.filter(username=username).first()
        outcome = GuessCount.objects.take("password", username)
        if outcome is not Try.TAKEN:
            make_password(password)
            if outcome is Try.JUST_CLOSED:
                record(AuditEvent.Kind.LOCKED_OUT, about=in_the_log(user))
            return None
        if self.is_right(user, password):
            GuessCount.objects.give_back("password", username)
            return user
        record(AuditEvent.Kind.LOG_IN_FAILED, about=in_the_log(user))
        return None

    def is_right(self, user, password) -> bool:
        if user is None:
            make_password(password)
            return False
        right = user.check_password(password)
        return right and self.user_can_authenticate(user) and user.is_staff


def in_the_log(user) -> str:
    """Return a name that is one of ours; others could be a password, mistyped."""
    return user.get_username() if user else "(no such name)"
