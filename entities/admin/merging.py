"""Merging at the desk: choose the other, see what would happen, agree, undo."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect

from articles.admin.forms import ROW_NUMBER, Finder, Lines
from articles.models import StaleRecord
from entities.duplicates import suggestions
from entities.merging import PlanChanged, better_way, merge, plan_merge
from entities.merging.pointing import counted
from entities.models import Claim, Entity

SHOWN = 100  # rows of one kind on a page; the others are counted
ANSWER = "choice-"


def entity_finder(**options) -> forms.ModelChoiceField:
    """A field that finds an entity by name, merged ones left out."""
    key = Claim._meta.get_field("subject")
    return forms.ModelChoiceField(
        Entity.objects.current(),
        widget=Finder(key, admin.site),
        error_messages={"invalid_choice": "Choose an entity that is there."},
        **options,
    )


class OtherForm(forms.Form):
    """Which entity it may be the same as."""

    other = entity_finder(label="The other entity")

    def __init__(self, *args, entity: Entity, **options):
        super().__init__(*args, **options)
        self.entity = entity

    def clean_other(self):
        other = self.cleaned_data["other"]
        if other == self.entity:
            raise ValidationError("Choose another entity than this one.")
        return other


class ReasonForm(forms.Form):
    reason = forms.CharField(
        widget=Lines(attrs={"rows": 3}),
        max_length=2000,
        help_text="Stands in the history of every row that moves.",
    )


def asked_number(request, name: str) -> int | None:
    """Return the row number in the address or form; None for none or nonsense."""
    text = (request.POST if request.method == "POST" else request.GET).get(name, "")
    return int(text) if ROW_NUMBER.fullmatch(text) else None


def shortened(groups: dict[str, list]) -> list[dict]:
    """Return what a page shows of a plan's changes, model by model."""
    return [
        {
            "name": counted(len(rows), type(rows[0].row)),
            "rows": rows[:SHOWN],
            "more": max(0, len(rows) - SHOWN),
        }
        for rows in groups.values()
    ]


def side_by_side(one: Entity, other: Entity) -> list[tuple[str, str, str]]:
    """Return rows (what, of the one, of the other) by which editors tell them."""
    return [
        (what, ask(one), ask(other))
        for what, ask in {
            "Kind": lambda e: e.get_kind_display(),
            "Status": lambda e: e.get_status_display(),
            "Address": lambda e: e.slug,
            "Label": lambda e: " · ".join((e.label or {}).values()),
            "Names": lambda e: ", ".join(
                e.names.values_list("text", flat=True).distinct().order_by("text")[:20]
            ),
            "Identifiers": lambda e: ", ".join(map(str, e.identifiers.all()[:20])),
            "Claims about it": lambda e: str(e.claims.count()),
            "Mentions": lambda e: str(e.mentions.count()),
        }.items()
    ]


class MergesEntities:
    """What the entities' desk adds for merging: addresses and pages."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        own = [
            path(
                "<int:object_id>/merge/",
                wrap(self.merge_view),
                name="entities_entity_merge",
            ),
        ]
        return own + super().get_urls()

    def entity_to_move(self, request, object_id) -> Entity:
        """Return the entity for those who may merge it; refuse all others."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        entity = None
        if object_id < 10**18:
            entity = Entity.objects.filter(pk=object_id).first()
        if entity is None:
            raise Http404
        return entity

    def page(self, request, template: str, title: str, entity, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": entity,
            "entity": entity,
            "media": self.media + OtherForm(entity=entity).media,
            **context,
        }
        return TemplateResponse(request, f"admin/entities/{template}.html", context)

    @method_decorator(csrf_protect)
    def merge_view(self, request, object_id):
        """Ask which other entity; show what merging would do; do it when agreed."""
        entity = self.entity_to_move(request, object_id)
        given = request.POST if request.method == "POST" else request.GET
        choosing = OtherForm(given if "other" in given else None, entity=entity)
        if entity.merged_into_id or not choosing.is_valid():
            return self.page(
                request, "entity/merge", f"Merge {entity}", entity, choosing=choosing
            )
        other = choosing.cleaned_data["other"]
        choosing.fields["other"].widget.known = other
        best, why = better_way(entity, other)
        stays = asked_number(request, "stays")
        winner = {entity.pk: entity, other.pk: other}.get(stays, best)
        loser = other if winner == entity else entity
        answers = {
            name.removeprefix(ANSWER): value
            for name, value in request.POST.items()
            if name.startswith(ANSWER)
        }
        posted = request.POST if request.method == "POST" else None
        initial = {} if posted else _known(entity, other)
        reasoned = ReasonForm(posted, initial=initial)
        refusals: list[str] = []
        if request.method == "POST" and reasoned.is_valid():
            try:
                done = merge(
                    winner,
                    loser,
                    by=request.user,
                    reason=reasoned.cleaned_data["reason"],
                    answers=answers,
                    agreed=request.POST.get("agreed", ""),
                )
            except (PlanChanged, StaleRecord, ValidationError) as refused:
                refusals = refused.messages
            else:
                message = f"{done}. Whoever follows the old address is led on."
                self.message_user(request, message, messages.SUCCESS)
                return redirect(reverse("admin:entities_merge_change", args=[done.pk]))
        return self._show_plan(
            request, entity, winner, loser, choosing, reasoned, answers,
            refusals=refusals, best=best, why=why,
        )  # fmt: skip

    def _show_plan(
        self, request, entity, winner, loser, choosing, reasoned, answers, **context
    ):
        with transaction.atomic():  # one picture, whoever writes meanwhile
            agreed = plan_merge(winner, loser).digest
            plan = plan_merge(winner, loser, answers)
        return self.page(
            request,
            "entity/merge",
            f"Merge {loser} into {winner}",
            entity,
            choosing=choosing,
            other=choosing.cleaned_data["other"],
            reasoned=reasoned,
            plan=plan,
            agreed=agreed,
            moved=shortened(plan.moved),
            sides=side_by_side(winner, loser),
            answer=ANSWER,
            **context,
        )


def _known(entity: Entity, other: Entity) -> dict[str, str]:
    """Return the reasons of the suggestion, if there is one, to begin with."""
    for suggestion in suggestions(entity):
        if suggestion.other(entity) == other:
            return {"reason": " ".join(suggestion.reasons)}
    return {}
