"""Readers' pages: what is published is shown, what moved redirects, what was withdrawn
says why, and everything else is not there."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views import View

from articles.models import Article, Publisher

PER_PAGE = 50


class ReadOnly(View):
    """A page that answers GET and HEAD."""

    http_method_names = ["get", "head"]


class RecordPage(ReadOnly):
    """The page of one record that is found by the last part of its address."""

    model: Any
    template_name: str
    lookup = "slug"

    def get(self, request, name):
        record = self.records().filter(**{self.lookup: name}).first()
        if record is None:
            return self.elsewhere(request, name)
        if record.get_absolute_url() != request.path:
            return moved(request, record)
        context = self.context(record)
        return render(request, self.template_name, context)

    def records(self):
        return self.model.objects.published()

    def context(self, record) -> dict:
        raise Http404

    def elsewhere(self, request, name):
        """Answer for a name that no public record has. Drafts are unknown here."""
        withdrawn = self.model.objects.withdrawn()
        if record := withdrawn.filter(**{self.lookup: name}).first():
            return gone(request, record)
        if hasattr(self.model, "former_slugs"):
            for records in (self.model.objects.published(), withdrawn):
                if record := records.filter(former_slugs__slug=name).first():
                    return moved(request, record)
        raise Http404


class ListPage(ReadOnly):
    """A list in pages of fifty."""

    template_name: str
    section = ""

    def get(self, request):
        page = page_of(self.records(), request)
        context = {"page": page, "section": self.section}
        return render(request, self.template_name, context)

    def records(self):
        raise NotImplementedError


def page_of(records, request, per_page: int = PER_PAGE):
    """The page that ?page= asks for; Http404 for one that is not there."""
    pages = Paginator(records, per_page)
    number = page_number(request)
    if number > pages.num_pages:
        raise Http404
    return pages.page(number)


def page_number(request) -> int:
    """The number in ?page=, 1 without it; Http404 for what is no page number."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 8 and int(asked)):
        raise Http404
    return int(asked)


def moved(request, record):
    """Redirect for ever to where the record is now."""
    query = request.META.get("QUERY_STRING", "")
    address = record.get_absolute_url() + (f"?{query}" if query else "")
    return HttpResponsePermanentRedirect(address)


def gone(request, record):
    """Tell readers of an old address why there is nothing any more."""
    return render(request, "410.html", {"record": record}, status=410)


class PublisherPage(RecordPage):
    model = Publisher
    template_name = "articles/publisher_detail.html"

    def context(self, publisher):
        articles = Article.objects.published().filter(publisher=publisher)
        page = page_of(articles.for_display().order_by("slug"), self.request)
        return {"publisher": publisher, "page": page, "section": "articles"}

    def elsewhere(self, request, name):
        raise Http404
