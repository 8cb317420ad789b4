"""The pages of the desk on which texts come in and are looked at."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.capture_form import CaptureAgainForm, ConfirmForm, NewArticlesForm
from articles.admin.forms import ROW_NUMBER
from articles.admin.shown_text import shown_sections
from articles.anchoring.reanchoring import Reanchoring
from articles.capture.decoding import MOST_BYTES
from articles.capture.incoming import take_in, take_in_url
from articles.capture.storing import Captured
from articles.models import Status, Verb, Version, needs_reason


@dataclass(frozen=True)
class Outcome:
    """What became of one text: captured, or refused with the reason."""

    name: str
    done: Captured | None = None
    refusal: str = ""

    @property
    def address(self) -> str:
        return page_of(self.done.version) if self.done else ""


def page_of(version) -> str:
    return reverse("admin:articles_article_captured", args=[version.pk])


class CapturesTexts:
    """Adds the capture pages to the article's part of the desk."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        mine = [
            path("capture/", wrap(self.capture_view), name="articles_article_capture"),
            path(
                "captured/<str:key>/",
                wrap(self.captured_view),
                name="articles_article_captured",
            ),
            path(
                "<str:key>/capture/",
                wrap(self.capture_again_view),
                name="articles_article_capture_again",
            ),
        ]
        return mine + super().get_urls()

    def capture_view(self, request):
        """Take texts in as draft articles."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewArticlesForm(
            *_sent(request), admin_site=self.admin_site, label_suffix=""
        )
        return self._take_in(request, form, "Capture", None)

    def capture_again_view(self, request, key):
        """Take a text in as the next version of an article."""
        article = self._found(request, key)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = CaptureAgainForm(
            *_sent(request),
            asks_why=needs_reason(article, Verb.CHANGE, request.user),
            label_suffix="",
        )
        return self._take_in(request, form, f"Capture “{article}” again", article)

    def _found(self, request, key):
        self.refuse_strangers(request)
        article = self.get_object(request, key) if ROW_NUMBER.fullmatch(key) else None
        if article is None:
            raise Http404
        return article

    def _take_in(self, request, form, title, article):
        outcomes = []
        if request.method == "POST" and form.is_valid():
            outcomes = list(_outcomes(form.cleaned_data, request.user, article))
            self._log(request, outcomes)
            if len(outcomes) == 1 and (done := outcomes[0].done):
                if not done.is_new:
                    messages.info(request, f"{done.note[:1].upper()}{done.note[1:]}.")
                return HttpResponseRedirect(outcomes[0].address)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "article": article,
            "form": form,
            "outcomes": outcomes,
            "refused": [outcome for outcome in outcomes if outcome.refusal],
            "media": self.media + form.media,
        }
        template = "admin/articles/article/capture.html"
        return TemplateResponse(request, template, context)

    def _log(self, request, outcomes) -> None:
        for outcome in outcomes:
            if outcome.done and outcome.done.is_new:
                version = outcome.done.version
                log = self.log_addition if version.number == 1 else self.log_change
                log(request, outcome.done.article, f"Captured {version}.")

    def captured_view(self, request, key):
        """Show a version as it was divided, and what is to be confirmed of it."""
        self.refuse_strangers(request)
        versions = Version.objects.select_related("article__publisher").defer("raw")
        version = versions.filter(pk=key).first() if ROW_NUMBER.fullmatch(key) else None
        if version is None:
            raise Http404
        article = version.article
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        form = None
        if self._may_confirm(request, article):
            form = ConfirmForm(
                request.POST or None,
                instance=article,
                admin_site=self.admin_site,
                label_suffix="",
            )
        elif request.method == "POST":
            raise PermissionDenied
        if request.method == "POST" and self._confirmed(request, form):
            return HttpResponseRedirect(
                reverse("admin:articles_article_change", args=[article.pk])
            )
        sections, is_cut = shown_sections(version)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Captured: {version.found.get('title') or article.title}"[:200],
            "opts": self.opts,
            "article": article,
            "version": version,
            "characters": f"{len(version.text):,}",
            "form": form,
            "sections": sections,
            "is_cut": is_cut,
            "texts": Reanchoring(article, request.user) if version.number > 1 else None,
            "media": self.media + form.media if form else self.media,
        }
        template = "admin/articles/article/captured.html"
        return TemplateResponse(request, template, context)

    def _may_confirm(self, request, article) -> bool:
        """Drafts only: changing what others have read is done on the article's page."""
        is_draft = article.status == Status.DRAFT
        return is_draft and self.has_change_permission(request, article)

    def _confirmed(self, request, form) -> bool:
        """Save what was confirmed; say in the form why not."""
        if not form.is_valid():
            return False
        form.instance._history_user = request.user
        try:
            form.save()
        except ValidationError as refused:  # somebody saved in between
            form.add_error(None, refused)
            return False
        if form.changed_data:
            self.log_change(request, form.instance, "Confirmed what was captured.")
        messages.success(request, f"“{form.instance}” was saved.")
        return True


def _sent(request) -> list:
    return [request.POST, request.FILES] if request.method == "POST" else []


def _outcomes(given, user, article):
    """Capture each text by itself: one that is refused keeps no other out."""
    options = {"by": user, "article": article}
    options |= {
        name: given[name]
        for name in ("publisher", "language", "reason")
        if given.get(name)
    }
    if text := given["text"]:
        raw = text.replace("\r\n", "\n").encode()
        kind = given["text_is"]
        yield _attempt("The paste", take_in, raw, content_type=kind, **options)
    for file in given["files"]:
        raw = file.read(MOST_BYTES + 1)
        yield _attempt(file.name, take_in, raw, name=file.name, **options)
    if url := given["url"]:
        yield _attempt(url, take_in_url, url, **options)


def _attempt(name, take, source, /, **options) -> Outcome:
    try:
        return Outcome(name, done=take(source, **options))
    except ValidationError as refused:
        return Outcome(name, refusal=" ".join(refused.messages))
