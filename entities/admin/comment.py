"""Comments without a script: a thread's page starts it, answers and settles it."""

import unicodedata

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from articles.admin.desk import HistoricAdmin, in_every_language
from articles.admin.forms import Finder, Lines, VersionedForm
from articles.admin.queues import HasQueues
from articles.models import Article, Passage, Version
from articles.models.workflow import has_right
from articles.text import normalise
from entities.models import Comment, Thread
from entities.models.comment import LONGEST
from entities.queues import OF_THREADS


class ThreadForm(VersionedForm):
    """Asks for the place of a new thread, and for an answer to one that is there."""

    article = forms.ModelChoiceField(
        Article.objects.all(),
        required=False,
        widget=Finder(Version._meta.get_field("article"), admin.site),
        help_text="With the words below, unless you comment on a claim.",
    )
    quote = forms.CharField(required=False, widget=Lines(), max_length=5000)
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Which one is meant, where the text says this more than once.",
    )
    text = forms.CharField(
        label="what you have to say", widget=Lines(), max_length=LONGEST
    )
    resolved = forms.BooleanField(
        required=False, help_text="Nothing is left to be said here."
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["resolved"] = self.instance.is_resolved
            self.fields["text"].required = False

    def clean_text(self):
        text = self.cleaned_data["text"]
        return normalise(text).strip() if text.strip() else ""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            if cleaned.get("text") and cleaned.get("resolved") and self.was_resolved:
                self.add_error("text", "It is resolved: reopen it before you go on.")
        elif cleaned.get("claim") and cleaned.get("quote"):
            self.add_error("quote", "Choose a claim or words, one at a time.")
        elif cleaned.get("quote") and cleaned.get("article"):
            self._find(cleaned)
        elif not cleaned.get("claim") and not self.errors:
            self.add_error("quote", "Choose a claim, or an article and words of it.")
        return cleaned

    @property
    def was_resolved(self) -> bool:
        return bool(self.initial["resolved"])

    def _find(self, cleaned) -> None:
        version = cleaned["article"].current_version
        try:
            if version is None:
                raise ValidationError("No text has been captured for this article.")
            wanted = unicodedata.normalize("NFC", cleaned["quote"])
            place = cleaned.get("occurrence")
            self.instance.passage = Passage.objects.find(version, wanted, place)
        except ValidationError as problem:
            self.add_error("quote", problem)


@admin.register(Thread)
class ThreadAdmin(HasQueues, HistoricAdmin):
    form = ThreadForm
    list_display = ["about", "last_words", "where", "settled"]
    list_select_related = ["passage__version__article", "claim", "resolved_by"]
    queues = OF_THREADS
    further_filters = ()
    list_filter = [("resolved_at", admin.EmptyFieldListFilter)]
    search_fields = [
        "comments__text",
        "passage__quote",
        *in_every_language("claim__sentences"),
    ]
    autocomplete_fields = ["claim"]
    readonly_fields = ["place", "said"]

    def get_queryset(self, request):
        threads = super().get_queryset(request).prefetch_related("comments__by")
        return threads.defer("passage__version__text", "passage__version__raw")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and has_right(
            Comment, "add", request.user
        )

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            where = ["claim", ("article", "occurrence"), "quote"]
            shown = [("Where", where), (None, ["text"])]
        elif self.has_change_permission(request, obj):
            shown = [(None, ["place", "said"]), ("An answer", ["text", "resolved"])]
        else:
            shown = [(None, ["place", "said"])]
        fieldsets = [(name, {"fields": fields}) for name, fields in shown]
        if obj and self.has_change_permission(request, obj):
            fieldsets[-1][1]["fields"].append("revision")
        return fieldsets

    def save_model(self, request, obj, form, change):
        user, given = request.user, form.cleaned_data
        obj._history_user = user
        if not change:
            obj.save()
            self._answer(obj, user, given["text"])
            return
        is_reopened = form.was_resolved and not given["resolved"]
        if is_reopened:
            obj.reopen(by=user)
        if given["text"]:
            self._answer(obj, user, given["text"])
        if given["resolved"] and not form.was_resolved:
            obj.resolve(by=user)

    def _answer(self, thread, user, text) -> None:
        if not has_right(Comment, "add", user):
            raise PermissionDenied
        thread.reply(by=user, text=text)

    @admin.display(description="about", ordering="-pk")
    def about(self, thread):
        return Truncator(thread.passage or thread.claim).chars(80)

    @admin.display(description="last")
    def last_words(self, thread):
        comments = sorted(thread.comments.all(), key=lambda comment: comment.pk)
        if not comments:
            return "–"
        return f"{comments[-1].by}: {Truncator(comments[-1]).chars(80)}"

    @admin.display(description="article")
    def where(self, thread):
        return thread.passage.version.article if thread.passage else "–"

    @admin.display(description="resolved by")
    def settled(self, thread):
        return thread.resolved_by or "–"

    @admin.display(description="about")
    def place(self, thread):
        if thread.passage is None:
            page = reverse("admin:entities_claim_change", args=[thread.claim_id])
            return format_html('<a href="{}">{}</a>', page, thread.claim)
        article = thread.passage.version.article
        desk = reverse("admin:articles_article_desk", args=[article.pk])
        return format_html(
            '<q lang="{}">{}</q>, <a href="{}">{}</a>',
            article.language,
            thread.passage.quote,
            desk,
            article,
        )

    @admin.display(description="comments")
    def said(self, thread):
        return comments_of(thread)


def talk_about(claim):
    """Return the claim's threads with a way to each, and to a new one."""
    add = reverse("admin:entities_thread_add", query={"claim": claim.pk})
    threads = format_html_join(
        "",
        '<li>{} <a href="{}">{}</a></li>',
        (
            (
                comments_of(thread),
                reverse("admin:entities_thread_change", args=[thread.pk]),
                f"Resolved by {thread.resolved_by}"
                if thread.is_resolved
                else "Answer or resolve",
            )
            for thread in Thread.objects.with_comments().filter(claim=claim)
        ),
    )
    return format_html(
        '<ul class="threads">{}</ul><a href="{}">Comment on this claim</a>',
        threads,
        add,
    )


def comments_of(thread):
    """Return a thread's comments as a list, the oldest first."""
    rows = format_html_join(
        "",
        "<li><b>{}</b>, {} UTC: {}</li>",
        (
            (comment.by, f"{comment.at:%Y-%m-%d %H:%M}", comment)
            for comment in sorted(thread.comments.all(), key=lambda c: c.pk)
        ),
    )
    return format_html('<ol class="comments">{}</ol>', rows)
