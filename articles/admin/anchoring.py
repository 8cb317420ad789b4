"""The page on which it is decided what becomes of the passages of older texts."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.admin.anchoring_screen import Screen
from articles.admin.reasons import LONGEST
from articles.anchoring.deciding import (
    SEEN,
    ask_again,
    carry_over,
    keep,
    may_decide,
    move,
    withdraw,
)
from articles.anchoring.hanging import left_behind
from articles.anchoring.locating import LONGEST as LONGEST_QUOTE
from articles.anchoring.locating import Found, locate
from articles.anchoring.reanchoring import Left, Reanchoring
from articles.history.undoing import take_back_act
from articles.models import DeskAct, StaleRecord

NAME = "admin:articles_article_anchoring"
PAGE = "anchoring"  # what its acts are known by
TYPED = "typed"  # the choice of the place that the typed words have
MOST_REFUSALS = 10
DECIDED = {
    "keep": "Kept: it stays with the older text.",
    "move": "Moved to the newest text.",
    "withdraw": "Withdrawn.",
    "again": "It is to be decided again.",
}
UNDONE_HERE = {"move", "withdraw"}  # what is kept is decided again
GONE = "Somebody has decided on this passage, or nothing hangs on it any more."
CHANGED = "The article was captured again meanwhile. Look at it again."


class DecisionForm(forms.Form):
    """What is to become of one passage, or of all that are certain (`carry`), or which
    `change` is taken back (`undo`)."""

    act = forms.ChoiceField(
        choices=[("carry", "Carry over"), ("undo", "Take back"), *DECIDED.items()],
        error_messages={"required": "Choose what is to become of it."},
    )
    newest = forms.IntegerField(min_value=1, max_value=1_000_000)
    passage = forms.CharField(required=False, max_length=16)
    seen = forms.CharField(required=False, max_length=100_000)
    change = forms.UUIDField(required=False)
    place = forms.RegexField(rf"^(?:\d{{1,9}}-\d{{1,9}}|{TYPED})$", required=False)
    quote = forms.CharField(required=False, strip=False, max_length=LONGEST_QUOTE)
    reason = forms.CharField(required=False, max_length=LONGEST)
    found: list[Found] = []  # places of typed words, to choose from

    def place_in(self, text: str) -> tuple[int, int]:
        """Return the place that was chosen. Raises ValidationError if there is none."""
        chosen = self.cleaned_data["place"]
        if chosen and chosen != TYPED:
            start, end = map(int, chosen.split("-"))
            if not start < end <= len(text):
                raise ValidationError("This place does not lie in the text.")
            return start, end
        if not self.cleaned_data["quote"].strip():
            raise ValidationError("Choose a place, or paste the words of one.")
        self.found = locate(text, self.cleaned_data["quote"])
        if not self.found:
            raise ValidationError("The newest text does not say this, nor nearly so.")
        if len(self.found) > 1:
            raise ValidationError(
                f"The newest text says this at {len(self.found)} places: choose one."
            )
        if not self.found[0].is_sure:
            raise ValidationError("The text says it a little otherwise: choose it.")
        return self.found[0].start, self.found[0].end


class AnchorsPassages:
    """Adds the page, and tells on the article's own that there is something to do."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.anchoring_view)
        name = "articles_article_anchoring"
        return [path("<str:key>/anchoring/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj:
            here = left_behind(request.user).filter(version__article=obj)
            context["has_left_behind"] = here.exists()
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def anchoring_view(self, request, key):
        article = self._found(request, key)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        texts = Reanchoring(article, request.user)
        if texts.newest is None:
            raise Http404
        if request.method != "POST":
            return self._show(request, texts, request.GET.get("passage", ""))
        if not may_decide(request.user):
            raise PermissionDenied
        return self._decide(request, texts)

    def _decide(self, request, texts):
        form = DecisionForm(request.POST)
        key = request.POST.get("passage", "")
        if form.is_valid():
            after = _after(texts.asks, key)
            try:
                with transaction.atomic():
                    self._do(request, texts, form)
            except (ValidationError, PermissionDenied) as refused:
                form.add_error(None, getattr(refused, "messages", [str(refused)]))
            else:
                return self._lead_on(texts.article, after)
        # What has just been refused may be otherwise by now.
        texts = Reanchoring(texts.article, request.user)
        return self._show(request, texts, key, form)

    def _do(self, request, texts: Reanchoring, form: DecisionForm) -> None:
        given, by, newest = form.cleaned_data, request.user, texts.newest
        if given["newest"] != newest.number:
            raise StaleRecord(CHANGED)
        if given["act"] == "carry":
            return self._carry_over(request, texts)
        if given["act"] == "undo":
            return self._take_back(request, texts.article, given["change"])
        left = self._left(texts, given)
        if given["act"] == "keep":
            keep(left, newest, by=by)
        elif given["act"] == "again":
            ask_again(left.passage, by=by)
        elif given["act"] == "withdraw":
            withdraw(left, newest, by=by, reason=given["reason"])
        else:
            place = form.place_in(newest.text)
            move(left, newest, place, by=by, reason=given["reason"])
        told = f"“{str(left.passage)[:200]}”: {DECIDED[given['act']]}"
        self.log_change(request, texts.article, told)
        if given["act"] in UNDONE_HERE:
            _keep_act(by, texts.article, told)
        messages.success(request, DECIDED[given["act"]])

    def _take_back(self, request, article, change) -> None:
        act = take_back_act(change, article, by=request.user)
        told = f"Undone: {act.said}"
        _keep_act(request.user, article, told, undoes=act.change)
        self.log_change(request, article, told)
        messages.success(request, told)

    def _left(self, texts: Reanchoring, given) -> Left:
        """Return the passage that is decided on, as whoever decides has seen it."""
        rows = texts.kept if given["act"] == "again" else texts.left
        found = [left for left in rows if left.passage.key == given["passage"]]
        if not found:
            raise StaleRecord(GONE)
        if given["act"] != "again" and found[0].seen != given["seen"]:
            raise StaleRecord(SEEN)
        return found[0]

    def _carry_over(self, request, texts: Reanchoring) -> None:
        total, asked = len(texts.left), len(texts.asks)
        outcome = carry_over(texts)
        said = f"{outcome.carried} of {total} passages carried over to {texts.newest}"
        if outcome.carried:
            self.log_change(request, texts.article, f"{said}.")
            _keep_act(request.user, texts.article, f"{said}.")
        need = "needs" if asked == 1 else "need"
        messages.success(request, f"{said}; {asked} {need} a decision.")
        for text in outcome.refusals[:MOST_REFUSALS]:
            messages.error(request, f"Not carried over: {text}")
        if (further := len(outcome.refusals) - MOST_REFUSALS) > 0:
            messages.error(request, f"{further} more were not carried over.")

    def _lead_on(self, article, after: str):
        address = reverse(
            NAME, args=[article.pk], query={"passage": after} if after else None
        )
        return HttpResponseRedirect(f"{address}#decide")

    def _show(self, request, texts: Reanchoring, key: str, form=None):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Passages of older texts: {texts.article}"[:200],
            "opts": self.opts,
            "article": texts.article,
            "texts": texts,
            "screen": Screen(texts, key, form),
            "may_decide": may_decide(request.user),
            "undoable": _acts(request.user, texts.article).first(),
            "media": self.media,
        }
        template = "admin/articles/article/anchoring.html"
        return TemplateResponse(request, template, context)


def _acts(user, article):
    return DeskAct.objects.of_page(PAGE).to_undo(user, article)


def _keep_act(by, article, said: str, undoes=None) -> None:
    DeskAct.objects.done(by=by, article=article, said=said, page=PAGE, undoes=undoes)


def _after(asks: list[Left], key: str) -> str:
    """Return the key of the passage that is asked about after this one; "" for none."""
    keys = [left.passage.key for left in asks]
    if key not in keys:
        return ""
    at = keys.index(key)
    return next(iter([*keys[at + 1 :], *keys[:at]]), "")
