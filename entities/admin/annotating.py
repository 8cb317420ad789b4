"""The desk of one article: its text with what is marked in it, and the list beside."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.forms import ROW_NUMBER
from articles.anchoring.hanging import left_behind
from articles.changes import new_change
from articles.models.workflow import has_right
from articles.wording import LANGUAGES
from entities.annotation.cards import Marked
from entities.annotation.filters import listed
from entities.annotation.layers import marked_in, sees
from entities.annotation.outcome import told
from entities.annotation.text import blocks_of, with_marks
from entities.models import (
    Citation,
    Claim,
    Comment,
    Entity,
    EntityKind,
    Mention,
    NameKind,
    Topic,
)

MAY_ADD = {
    "mention": Mention,
    "claim": Claim,
    "citation": Citation,
    "entity": Entity,
    "comment": Comment,
}
# What the panel for mentions offers to choose from.
NAMING = {
    "name_kinds": NameKind.choices,
    "entity_kinds": EntityKind.choices,
    "languages": list(LANGUAGES.items()),
}


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
        change = new_change()  # before anything is read
        marked = marked_in(version, request.user) if version else Marked()
        blocks = blocks_of(version, article.language) if version else []
        state = self.desk_state(request, article, version, marked)
        left = left_behind(request.user)
        context = {
            **self.admin_site.each_context(request),
            **listed(marked.cards, request.GET),
            "title": f"Desk: {article}",
            "is_nav_sidebar_enabled": False,  # the text needs the room
            "opts": self.opts,
            "original": article,
            "version": version,
            "characters": f"{len(version.text):,}" if version else "",
            "may_change": self.has_change_permission(request, article),
            "has_left_behind": left.filter(version__article=article).exists(),
            "may_review": has_right(Claim, "publish", request.user),
            "may": state["you"]["may"],
            "may_see_topics": sees(request.user, Topic),
            "naming": NAMING,
            "blocks": with_marks(blocks, marked.marks),
            "state": state | {"change": str(change)},
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
