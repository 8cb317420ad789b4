"""Possible duplicates: the list of all, a box on each entity's page, and "no"."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views.decorators.csrf import csrf_protect

from articles.views import page_of
from entities.admin.merging import asked_number
from entities.duplicates import suggestions
from entities.models import Distinction, Entity

PER_PAGE = 25
IN_BOX = 5


class FindsDuplicates:
    """What the entities' desk adds for finding what was entered twice."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.duplicates_view)
        own = [path("duplicates/", view, name="entities_entity_duplicates")]
        return own + super().get_urls()

    @method_decorator(csrf_protect)
    def duplicates_view(self, request):
        """List the pairs; take the word of who looked that two are not the same."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            self._tell_apart(request)
            return redirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": "Possible duplicates",
            "opts": self.opts,
            "page": page_of(suggestions(), request, PER_PAGE),
            "may_merge": self.has_publish_permission(request),
            "media": self.media,
        }
        template = "admin/entities/entity/duplicates.html"
        return TemplateResponse(request, template, context)

    def _tell_apart(self, request) -> None:
        keys = [asked_number(request, name) for name in ("first", "second")]
        pair = list(Entity.objects.filter(pk__in=[k for k in keys if k is not None]))
        if len(pair) != 2:
            self.message_user(request, "These are not two entities.", messages.ERROR)
            return
        first, second = pair
        if Distinction.objects.between(first, second).exists():
            self.message_user(request, "Somebody has told them apart already.")
            return
        told = Distinction(first=first, second=second, by=request.user)
        told.reason = request.POST.get("reason", "").replace("\x00", "").strip()[:300]
        try:
            told.full_clean()
        except ValidationError as refused:
            for text in refused.messages:
                self.message_user(request, text, messages.ERROR)
            return
        told.save()
        self.message_user(
            request,
            f"“{first}” and “{second}” are not the same: they are suggested no more.",
            messages.SUCCESS,
        )

    @admin.display(description="possible duplicates")
    def same_as(self, entity):
        """Show what it may be the same as, or into which one it went."""
        if entity.pk is None:
            return "Looked for once it is saved."
        if entity.merged_into_id:
            address = reverse(
                "admin:entities_entity_change", args=[entity.merged_into_id]
            )
            text = 'It was merged into <a href="{}">{}</a>.'
            return format_html(text, address, entity.merged_into)
        found = suggestions(entity)
        rows = format_html_join(
            "",
            '<li><a href="{}?other={}">{}</a> ({}): {}</li>',
            (
                (
                    reverse("admin:entities_entity_merge", args=[entity.pk]),
                    suggestion.other(entity).pk,
                    suggestion.other(entity),
                    suggestion.other(entity).get_kind_display(),
                    " ".join(suggestion.reasons[:3]),
                )
                for suggestion in found[:IN_BOX]
            ),
        )
        more = f" and {len(found) - IN_BOX} more" if len(found) > IN_BOX else ""
        listed = format_html("<ul>{}</ul>", rows) if rows else "None known."
        return format_html(
            '{}{}<p><a href="{}">Merge it with another …</a> · '
            '<a href="{}">Split it …</a> · '
            '<a href="{}">All possible duplicates</a></p>',
            listed,
            more,
            reverse("admin:entities_entity_merge", args=[entity.pk]),
            reverse("admin:entities_entity_split", args=[entity.pk]),
            reverse("admin:entities_entity_duplicates"),
        )
