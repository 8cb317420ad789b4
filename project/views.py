"""Pages that span the apps: the home page, how we work, and the sign of life."""

from django.http import HttpResponse
from django.shortcuts import render

from articles.reading import reader_of, tell
from articles.views import ReadOnly
from entities import badges
from entities.models import Entity, Property
from entities.pages.lists import news, with_claim_counts
from entities.pages.narrative import render as render_markdown
from entities.pages.topics import topic_tree

COMPANIES = 12


class Home(ReadOnly):
    def get(self, request):
        companies = with_claim_counts(Entity.objects.published().companies())
        talked_of = companies.filter(size__gt=0)
        context = {
            "companies": talked_of.order_by("-size", "slug")[:COMPANIES],
            "branches": topic_tree(),
            "news": news(reader_of(request)),
            "section": "home",
        }
        return render(request, "home.html", context)


class About(ReadOnly):
    def get(self, request):
        text = tell(badges.intro(), reader_of(request))
        context = {
            "intro": render_markdown(text.text, lambda reference: "", top=2),
            "intro_language": text,
            "groups": badges.groups(),
            "properties": Property.objects.select_related("group"),
            "section": "about",
        }
        return render(request, "about.html", context)


class Alive(ReadOnly):
    """Says that the process answers; asks nothing of database or cache."""

    def get(self, request):
        return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
