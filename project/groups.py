"""Who may do what at the desk: annotators draft, reviewers also publish."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from articles.models import Publishable

ANNOTATORS, REVIEWERS = "annotators", "reviewers"
OUR_APPS = ["articles", "entities"]


def desk_models() -> list[type[models.Model]]:
    """Return our models without the tables of their histories, which nobody edits."""
    ours = [
        model for app in OUR_APPS for model in apps.get_app_config(app).get_models()
    ]
    return [model for model in ours if not hasattr(model, "history_type")]


def publish_permissions() -> list[Permission]:
    """Return the right to publish and withdraw each kind of record, made if need be."""
    return [
        Permission.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model),
            codename=f"publish_{model._meta.model_name}",
            defaults={"name": f"Can publish {model._meta.verbose_name}"},
        )[0]
        for model in desk_models()
        if issubclass(model, Publishable)
    ]


@transaction.atomic
def lay_groups() -> dict[str, Group]:
    """Make both groups and give them what they lack; what they have besides stays."""
    kinds = ContentType.objects.get_for_models(*desk_models()).values()
    editing = Permission.objects.filter(content_type__in=kinds).exclude(
        codename__startswith="delete_"
    )
    rights = {
        ANNOTATORS: [p for p in editing if not p.codename.startswith("publish_")],
        REVIEWERS: [*editing, *publish_permissions()],
    }
    groups = {}
    for name, permissions in rights.items():
        groups[name], _ = Group.objects.get_or_create(name=name)
        groups[name].permissions.add(*permissions)
    return groups
