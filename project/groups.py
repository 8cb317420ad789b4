"""The desk's three groups and their rights, laid anew after each migrate.

Annotators draft; reviewers also publish, withdraw and send back what others drafted;
publishers also change what readers see and do without a second person, with a written
reason. When exactly is `articles.models.workflow`.

The three are Dossier's own: whatever they lack of their rights comes back with the next
migrate. For other rights, make a group of your own.
"""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models

from articles.models import Publishable

ANNOTATOR, REVIEWER, PUBLISHER = "annotator", "reviewer", "publisher"
OUR_APPS = ["articles", "entities"]
# What pages say everywhere: a changed word or chain changes what is published.
WORDS = {"property", "propertygroup", "qualifierkind", "unit", "linkverb"}


def desk_models() -> list[type[models.Model]]:
    """Return our models without the tables of their histories, which nobody edits."""
    ours = [
        model for app in OUR_APPS for model in apps.get_app_config(app).get_models()
    ]
    return [model for model in ours if not hasattr(model, "history_type")]


def rights_of(group: str, model: type[models.Model]) -> set[str]:
    """Return what members of the group may do with records of the model."""
    if model._meta.model_name in WORDS and group != PUBLISHER:
        return {"view"}
    rights = {"view", "add", "change"}
    if issubclass(model, Publishable) and group != ANNOTATOR:
        rights |= {"publish"}
    if issubclass(model, Publishable) and group == PUBLISHER:
        rights |= {"override"}
    return rights & set(model._meta.default_permissions)


def lay_groups(**_) -> None:
    """Make the groups and give them what they lack; a receiver of post_migrate."""
    kinds = ContentType.objects.get_for_models(*desk_models())
    there = {
        (permission.content_type_id, permission.codename): permission
        for permission in Permission.objects.filter(content_type__in=kinds.values())
    }
    for name in (ANNOTATOR, REVIEWER, PUBLISHER):
        group, _made = Group.objects.get_or_create(name=name)
        wanted = [
            there[kind.pk, f"{right}_{model._meta.model_name}"]
            for model, kind in kinds.items()
            for right in rights_of(name, model)
        ]
        group.permissions.add(*wanted)
