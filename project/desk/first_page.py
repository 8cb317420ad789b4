"""The first page of the desk: what there is to do, saved views, what was changed."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import reverse

from articles.admin.publishing import PublishableAdmin
from articles.models import Article, Proposal
from articles.models.workflow import has_right
from entities.models import Thread
from project.desk.proposals import proposals
from project.desk.questions import questions
from project.desk.recent import recent


@dataclass(frozen=True)
class Way:
    """Where work begins."""

    words: str
    address: str
    what: str


def ways(user) -> list[Way]:
    """Return where a day at the desk begins, for whoever may go there."""
    capturing = Way(
        "Capture texts",
        reverse("admin:articles_article_capture"),
        "paste them, upload files or give an address",
    )
    annotating = Way(
        "Annotate an article",
        reverse("admin:articles_article_changelist"),
        "mark whom its words name and draw claims from them",
    )
    rights = {"add": capturing, "view": annotating}
    return [way for right, way in rights.items() if has_right(Article, right, user)]


def first_page(request, order: list[str]) -> dict:
    """Return what the page shows of the desk's work, to whoever asks.

    `order` names the kinds of records as the page lists them.
    """
    desks = [
        desk
        for desk in admin.site._registry.values()
        if isinstance(desk, PublishableAdmin) and desk.has_view_permission(request)
    ]
    desks.sort(key=lambda desk: order.index(str(desk.opts.object_name)))
    talk = admin.site.get_model_admin(Thread)
    talks = [talk] if talk.has_view_permission(request) else []
    return {
        "ways": ways(request.user),
        "questions": [
            *questions(desks, request),
            *questions(talks, request),
            *proposals(admin.site.get_model_admin(Proposal), request),
        ],
        "recent": recent(desks),
        "recent_of_mine": recent(desks, mine_of=request.user),
    }
