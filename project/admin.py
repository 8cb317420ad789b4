"""The desk's name and the order of its first page."""

from django.contrib import admin
from django.urls import reverse

from project.accounts.admin import take_over
from project.desk.first_page import first_page
from project.desk.saved import SavedListAdmin, SavedViews
from project.exchange.admin import add_export_actions
from project.models import SavedList

GROUPS = {
    "Claims and evidence": [
        "Claim",
        "Citation",
        "Comparison",
        "Attribution",
        "Stance",
        "Thread",
    ],
    "Who and what": [
        "Entity",
        "Topic",
        "Mention",
        "EntityRelation",
        "Merge",
        "Distinction",
    ],
    "Sources": ["Article", "Publisher", "Version", "Passage"],
    "The desk's words": [
        "Property",
        "PropertyGroup",
        "QualifierKind",
        "Unit",
        "LinkVerb",
    ],
    "Proposed changes": ["Proposal"],
    "Spreadsheets": ["Batch"],
    "Former addresses": ["FormerSlug", "FormerTopicSlug"],
}
OURS = ["articles", "entities", "project"]
plain_app_list = admin.site.get_app_list
plain_context = admin.site.each_context
plain_index = admin.site.index


def app_list(request, app_label=None):
    """Return the models as an editor looks for them, whichever app they live in."""
    apps = plain_app_list(request, app_label)
    if app_label:
        return apps
    ours = [app for app in apps if app["app_label"] in OURS]
    models = [_named(model) for app in ours for model in app["models"]]
    others = [_rest(app) for app in apps if app["app_label"] not in OURS[:2]]
    grouped = [
        _group(name, [m for m in models if m["object_name"] in members], members)
        for name, members in GROUPS.items()
    ]
    return [group for group in [*grouped, *others] if group["models"]]


def _rest(app) -> dict:
    """Return an app without those of its models that stand in a group of ours."""
    grouped = {name for members in GROUPS.values() for name in members}
    rest = [model for model in app["models"] if model["object_name"] not in grouped]
    return {**app, "models": rest}


def _named(model) -> dict:
    """Tell the former addresses of articles and of entities apart."""
    if model["object_name"] != "FormerSlug":
        return model
    of = model["model"]._meta.get_field("target").related_model._meta
    return {**model, "name": f"Former slugs of {of.verbose_name_plural}"}


def _group(name, models, members) -> dict:
    models.sort(key=lambda model: members.index(model["object_name"]))
    slug = name.lower().replace(" ", "-").replace("'", "")
    return {
        "name": name,
        "app_label": slug,
        "app_url": f"{reverse('admin:index')}#{slug}",
        "has_module_perms": True,
        "models": models,
    }


def each_context(request) -> dict:
    return {**plain_context(request), "saved_views": SavedViews(request)}


def index(request, extra_context=None):
    order = [name for members in GROUPS.values() for name in members]
    shown = {**first_page(request, order), **(extra_context or {})}
    return plain_index(request, shown)


admin.site.site_header = "Dossier"
admin.site.site_title = "Dossier"
admin.site.index_title = "The desk"
# An AdminSite of our own would need another app in place of Django's admin in the
# settings; the order of one list does not.
admin.site.get_app_list = app_list
admin.site.each_context = each_context
admin.site.index = index
admin.site.register(SavedList, SavedListAdmin)
take_over()
add_export_actions()
