"""The desk of one article: its text with what is marked in it, and the list beside."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.forms import ROW_NUMBER
from articles.models.workflow import has_right
from entities.annotation.cards import Marked
from entities.annotation.layers import marked_in
from entities.annotation.outcome import told
from entities.annotation.text import blocks_of
from entities.models import Citation, Claim, Entity, Mention

MAY_ADD = {"mention": Mention, "claim": Claim, "citation": Citation, "entity": Entity}


class HasDesk:
    """An article's admin with its annotation desk."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.desk_view)
        return [
            path("<path:object_id>/desk/", view, name="articles_article_desk"),
            *super().get_urls(),
        ]

    def desk_view(self, request, object_id):
        self.refuse_strangers(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        article = self.get_object(request, object_id)
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        version = article.current_version
        marked = marked_in(version, request.user) if version else Marked()
        context = {
            **self.admin_site.each_context(request),
            "title": str(article),
            "opts": self.opts,
            "original": article,
            "version": version,
            "blocks": blocks_of(version, article.language) if version else [],
            "cards": marked.cards,
            "state": self.desk_state(request, article, version, marked),
        }
        self.tell_presence(request, context)
        return TemplateResponse(request, "admin/annotation/desk.html", context)

    def desk_state(self, request, article, version, marked) -> dict:
        """What the page's script knows from the start."""
        return {
            "article": {
                "pk": article.pk,
                "slug": article.slug,
                "language": article.language,
            },
            "version": version.number if version else None,
            "you": {
                "pk": request.user.pk,
                "name": request.user.get_username(),
                "may": {
                    name: has_right(model, "add", request.user)
                    for name, model in MAY_ADD.items()
                },
            },
            "api": reverse("api-desk-article", args=[article.slug]),
            "log_in": reverse("account_login"),
            "marks": told(marked)["marks"],
        }
