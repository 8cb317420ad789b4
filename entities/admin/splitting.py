"""Splitting at the desk: choose rows and where they go, see what happens, agree."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect

from articles.models import StaleRecord
from articles.wording import LANGUAGES
from entities.admin.merging import ReasonForm, entity_finder, shortened
from entities.merging import plan_split, rows_of, split
from entities.merging.pointing import title_of
from entities.models import Entity, EntityKind, FormerSlug

ROW = re.compile(r"([a-z]+\.[a-z]+):([0-9]{1,18})")
MOST_ROWS = 900  # a form of a thousand fields is refused
EMPTY = ("name", "slug")


class SplitForm(forms.Form):
    """Where the chosen rows go: an entity that is there, or a new one."""

    other = entity_finder(
        required=False,
        label="To an entity that is there",
        help_text="Leave this empty to make a new one.",
    )
    name = forms.CharField(
        max_length=300, required=False, label="Or to a new one, called"
    )
    language = forms.ChoiceField(choices=list(LANGUAGES.items()), required=False)
    slug = forms.SlugField(max_length=80, required=False, label="Its address")
    kind = forms.ChoiceField(choices=EntityKind.choices, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("other") or self.errors:
            return cleaned
        for name in EMPTY:
            if not cleaned.get(name):
                self.add_error(name, "Choose an entity above, or name a new one here.")
        return cleaned

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug and (
            Entity.objects.filter(slug=slug).exists()
            or FormerSlug.objects.filter(slug=slug).exists()
        ):
            raise ValidationError("This address leads to something already.")
        return slug

    def target(self, by) -> Entity:
        """Return where the rows go; a new entity is not saved."""
        given = self.cleaned_data
        return given["other"] or Entity(
            slug=given["slug"],
            kind=given["kind"] or EntityKind.CONCEPT,
            label={given["language"] or "en": given["name"]},
            drafted_by=by,
        )


class SplitsEntities:
    """What the entities' desk adds for pulling one entity apart."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.split_view)
        own = [
            path("<int:object_id>/split/", view, name="entities_entity_split"),
        ]
        return own + super().get_urls()

    @method_decorator(csrf_protect)
    def split_view(self, request, object_id):
        """Ask what goes where; show what that would do; do it when agreed."""
        entity = self.entity_to_move(request, object_id)
        posted = request.POST if request.method == "POST" else None
        form = SplitForm(posted, initial={"kind": entity.kind, "language": "en"})
        reasoned = ReasonForm(posted if posted and "agreed" in posted else None)
        chosen = _chosen(request)
        context = {"form": form, "reasoned": reasoned, "refusals": []}
        if posted is None or not form.is_valid() or "again" in posted:
            return self._choose(request, entity, chosen, context)
        target = form.target(request.user)
        form.fields["other"].widget.known = target if target.pk else None
        if "agreed" in posted and reasoned.is_valid():
            try:
                done = split(
                    entity,
                    target,
                    chosen,
                    by=request.user,
                    reason=reasoned.cleaned_data["reason"],
                    agreed=posted["agreed"],
                )
            except (StaleRecord, ValidationError) as refused:
                context["refusals"] = refused.messages
                target = form.target(request.user)  # its key went with the failure
            else:
                self.message_user(request, f"{done}.", messages.SUCCESS)
                return redirect(reverse("admin:entities_merge_change", args=[done.pk]))
        with transaction.atomic():
            plan = plan_split(entity, target, chosen)
        if plan.obstacles:
            context["refusals"] = [*context["refusals"], *plan.obstacles]
            return self._choose(request, entity, chosen, context)
        context |= {
            "plan": plan,
            "moved": shortened(plan.moved),
            "agreed": plan.digest,
            "rows": [f"{model}:{key}" for model, key in sorted(chosen)],
        }
        title = f"Split {target} off from {entity}"
        return self.page(request, "entity/split", title, entity, **context)

    def _choose(self, request, entity, chosen, context):
        """Show every row that points at the entity, as far as a form can hold them."""
        left = MOST_ROWS
        groups = []
        for model, rows in rows_of(entity).items():
            shown = rows[:left]
            left -= len(shown)
            label = model._meta.label_lower
            if rows:
                groups.append(
                    {
                        "name": model._meta.verbose_name_plural,
                        "more": len(rows) - len(shown),
                        "rows": [
                            (
                                f"{label}:{row.pk}",
                                title_of(row),
                                (label, row.pk) in chosen,
                            )
                            for row in shown
                        ],
                    }
                )
        title = f"Split {entity}"
        return self.page(
            request, "entity/split", title, entity, groups=groups, **context
        )


def _chosen(request) -> set[tuple[str, int]]:
    """Return (model, key) of each box that is ticked; nonsense is left out."""
    found = [ROW.fullmatch(text) for text in request.POST.getlist("rows")]
    return {(match[1], int(match[2])) for match in found if match}
