"""Accounts, groups and the log in the admin. Rights are given by superusers only."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple

from articles.admin.strangers import RefusesStrangers
from project.models import AuditEvent, GroupPolicy, GuessCount, record

WRITTEN_BY_US = ("last_login", "date_joined")
RIGHTS = ("is_superuser", "groups", "user_permissions")


def is_above(user, other) -> bool:
    """Say whether `user` may do all that `other` may: else an account is a ladder."""
    if user.is_superuser:
        return True
    return not other.is_superuser and (
        other.get_all_permissions() <= user.get_all_permissions()
    )


class TickedRights:
    """Rights to tick: the admin's two boxes side by side are no use to a keyboard."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        kwargs["widget"] = CheckboxSelectMultiple(attrs={"class": "rights"})
        field = super().formfield_for_manytomany(db_field, request=request, **kwargs)
        field.help_text = ""
        return field


class AccountAdmin(RefusesStrangers, TickedRights, UserAdmin):
    """Others than superusers look after accounts that may do no more than theirs."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser")
    list_filter = ("is_active", "is_superuser", "groups")
    actions = ("open_again", "take_second_factor")

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or is_above(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or is_above(request.user, obj))

    def get_readonly_fields(self, request, obj=None):
        fields = (*super().get_readonly_fields(request, obj), *WRITTEN_BY_US)
        return fields if request.user.is_superuser else (*fields, *RIGHTS)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not request.user.is_superuser:
            actions.pop("open_again", None)
            actions.pop("take_second_factor", None)
        return actions

    @admin.action(description="Open a name that wrong tries have closed")
    def open_again(self, request, users):
        for user in users:
            GuessCount.objects.forget("password", user.username)
            GuessCount.objects.forget("code", str(user.pk))
            record(AuditEvent.Kind.ACCOUNT_CHANGED, about=user.username, opened=True)
        self.message_user(request, "They can log in again.", messages.SUCCESS)

    @admin.action(description="Take the second factor away (lost telephone)")
    def take_second_factor(self, request, users):
        for user in users:
            Authenticator.objects.filter(user=user).delete()
        self.message_user(
            request, "They log in with the password alone.", messages.SUCCESS
        )


class PolicyInline(admin.StackedInline):
    model = GroupPolicy
    can_delete = False
    max_num = 1

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_view_permission


class RightsAdmin(RefusesStrangers, TickedRights, GroupAdmin):
    """What a group may do is for superusers to change; the others may look."""

    inlines = [PolicyInline]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    has_delete_permission = has_change_permission


class AuditEventAdmin(RefusesStrangers, admin.ModelAdmin):
    list_display = ("at", "name", "kind", "about", "address")
    list_filter = ("kind", "at")
    search_fields = ("name", "about")
    date_hierarchy = "at"
    fields = ("at", "name", "kind", "about", "detail", "address")

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser and request.user.is_active

    has_module_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission


def take_over() -> None:
    """Put our pages in place of Django's and take allauth's, with secrets, away."""
    for theirs in (EmailAddress, Authenticator, UserSession):
        if admin.site.is_registered(theirs):
            admin.site.unregister(theirs)
    admin.site.unregister([get_user_model(), Group])
    admin.site.register(get_user_model(), AccountAdmin)
    admin.site.register(Group, RightsAdmin)
    admin.site.register(AuditEvent, AuditEventAdmin)
