"""What the desk asks of a group's members before it lets them in."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import models


class GroupPolicy(models.Model):
    group = models.OneToOneField(Group, models.CASCADE, related_name="policy")
    mfa_required = models.BooleanField(
        "second factor required",
        default=False,
        help_text=(
            "Members set up an authenticator app before they reach anything else."
        ),
    )

    class Meta:
        verbose_name_plural = "group policies"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.group}: second factor {'' if self.mfa_required else 'not '}asked"


def must_have_second_factor(user) -> bool:
    """Say whether one of the user's groups asks for a second factor."""
    if not user.is_authenticated:
        return False
    asking = GroupPolicy.objects.filter(mfa_required=True, group__user=user)
    return asking.exists()


def has_second_factor(user) -> bool:
    totp = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP)
    return totp.exists()


def lacks_second_factor(user) -> bool:
    """Say whether the user has yet to do what one of the groups asks."""
    return must_have_second_factor(user) and not has_second_factor(user)
