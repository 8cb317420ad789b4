"""The first page of the desk: what there is to do, saved views, what was changed."""

from django.contrib import admin

from articles.admin.publishing import PublishableAdmin
from articles.models import Proposal
from entities.models import Thread
from project.desk.proposals import proposals
from project.desk.questions import questions
from project.desk.recent import recent


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
        "questions": [
            *questions(desks, request),
            *questions(talks, request),
            *proposals(admin.site.get_model_admin(Proposal), request),
        ],
        "recent": recent(desks),
        "recent_of_mine": recent(desks, mine_of=request.user),
    }
