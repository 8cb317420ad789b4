"""Pages that span the apps: the home page, how we work, and the sign of life."""

from django.http import HttpResponse
from django.shortcuts import render

from articles.reading import reader_of, tell
from articles.views import ReadOnly
from entities import badges
from entities.models import Property
from entities.pages.lists import companies_of_late, news
from entities.pages.narrative import render as render_markdown
from entities.pages.topics import topic_tree


class Home(ReadOnly):
    def get(self, request):
        context = {
            "companies": companies_of_late(),
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
