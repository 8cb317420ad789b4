"""Writes into the audit log what happens to sessions, accounts, groups and rights."""

from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_save,
    pre_delete,
    pre_save,
)

from project.models import AuditEvent, GroupPolicy, record

Kind = AuditEvent.Kind
WATCHED = ["username", "email", "is_active", "is_staff", "is_superuser"]
VERBS = {"post_add": "given", "post_remove": "taken", "pre_clear": "taken"}


def connect() -> None:
    """Start listening; called once, when all apps are there."""
    user_logged_in.connect(logged_in, dispatch_uid="audit")
    user_logged_out.connect(logged_out, dispatch_uid="audit")
    post_save.connect(factor_saved, sender=Authenticator, dispatch_uid="audit")
    post_delete.connect(factor_removed, sender=Authenticator, dispatch_uid="audit")
    second_factor.authenticator_used.connect(code_used, dispatch_uid="audit")
    second_factor.authentication_failed.connect(code_failed, dispatch_uid="audit")
    user, group = get_user_model(), Group
    pre_save.connect(before_account, sender=user, dispatch_uid="audit")
    post_save.connect(after_account, sender=user, dispatch_uid="audit")
    pre_delete.connect(account_deleted, sender=user, dispatch_uid="audit")
    post_save.connect(group_saved, sender=group, dispatch_uid="audit")
    post_delete.connect(group_deleted, sender=group, dispatch_uid="audit")
    post_save.connect(policy_saved, sender=GroupPolicy, dispatch_uid="audit")
    for relation in (user.groups, user.user_permissions, group.permissions):
        m2m_changed.connect(
            rights_changed, sender=relation.through, dispatch_uid="audit"
        )


def logged_in(sender, request, user, **_):
    record(Kind.LOG_IN, user=user)


def logged_out(sender, request, user, **_):
    if user is not None:
        record(Kind.LOG_OUT, user=user)


def factor_saved(sender, instance, created, raw=False, **_):
    if created and not raw:
        record(
            Kind.SECOND_FACTOR_ON
            if instance.type == Authenticator.Type.TOTP
            else Kind.RECOVERY_CODES_MADE,
            about=instance.user.get_username(),
        )


def factor_removed(sender, instance, **_):
    if instance.type == Authenticator.Type.TOTP:
        record(Kind.SECOND_FACTOR_OFF, about=instance.user.get_username())


def code_used(sender, user, authenticator, **_):
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        authenticator.refresh_from_db()  # the code was crossed out on another copy
        left = len(authenticator.wrap().get_unused_codes())
        record(Kind.RECOVERY_CODE_USED, user=user, left=left)


def code_failed(sender, user, **_):
    record(Kind.CODE_FAILED, about=user.get_username())


def before_account(sender, instance, raw=False, update_fields=None, **_):
    """Remember how the account was; a log-in's own saves name their one field."""
    instance.audit_before = None
    if not raw and update_fields is None and instance.pk:
        fields = sender.objects.filter(pk=instance.pk).values(*WATCHED, "password")
        instance.audit_before = fields.first()


def after_account(sender, instance, created, raw=False, **_):
    if raw:
        return
    about = instance.get_username()
    if created:
        ticked = {name: True for name in WATCHED[3:] if getattr(instance, name)}
        record(Kind.ACCOUNT_MADE, about=about, **ticked)
    elif before := instance.audit_before:
        changes = {
            name: [before[name], getattr(instance, name)]
            for name in WATCHED
            if before[name] != getattr(instance, name)
        }
        if changes:
            record(Kind.ACCOUNT_CHANGED, about=about, changes=changes)
        if before["password"] != instance.password:
            record(Kind.PASSWORD_CHANGED, about=about)


def account_deleted(sender, instance, **_):
    record(Kind.ACCOUNT_DELETED, about=instance.get_username())


def group_saved(sender, instance, created, raw=False, **_):
    if not raw:
        record(Kind.GROUP_CHANGED, about=instance.name, made=created)


def group_deleted(sender, instance, **_):
    record(Kind.GROUP_CHANGED, about=instance.name, deleted=True)


def policy_saved(sender, instance, raw=False, **_):
    if not raw:
        record(
            Kind.GROUP_CHANGED,
            about=instance.group.name,
            second_factor_required=instance.mfa_required,
        )


def rights_changed(sender, instance, action, reverse, model, pk_set, **_):
    """Say what was given to whom, whichever side of the relation it was done from."""
    if action not in VERBS:
        return
    others = model.objects.filter(pk__in=pk_set) if pk_set is not None else None
    if others is None:  # about to be cleared: all of them
        others = related(instance, model, reverse, sender)
    names = sorted(in_words(other) for other in others)
    if not names:
        return
    given = in_words(instance)
    pairs = [(name, [given]) for name in names] if reverse else [(given, names)]
    for holder, rights in pairs:
        record(Kind.RIGHTS_CHANGED, about=holder, **{VERBS[action]: rights})


def related(instance, model, reverse, through):
    source = instance._meta.model_name
    target = model._meta.model_name
    rows = through.objects.filter(**{f"{source}_id": instance.pk})
    return model.objects.filter(pk__in=rows.values(f"{target}_id"))


def in_words(record_of_rights) -> str:
    if isinstance(record_of_rights, Permission):
        kind = record_of_rights.content_type
        return f"{kind.app_label}.{record_of_rights.codename}"
    if isinstance(record_of_rights, Group):
        return f"group {record_of_rights.name}"
    return record_of_rights.get_username()
