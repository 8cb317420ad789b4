"""The second person's screen: one claim after the other, decided on or left."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst, get_text_list

from articles.admin.forms import ROW_NUMBER
from articles.admin.publishing import DONE, refused_because
from articles.admin.reasons import ReasonForm
from articles.admin.strangers import may_see
from articles.models import Article, Verb, needs_reason
from articles.queues import WAITING, Queue
from entities.reviewing.companions import chosen
from entities.reviewing.screen import mark_of, screen_of
from entities.reviewing.together import publish_together, submit_together
from entities.reviewing.turns import Turns, turns_of

VERBS = (Verb.PUBLISH, Verb.SEND_BACK)
CHANGED = (
    "Somebody has changed it since you opened it, and it is shown as it is now. "
    "Nothing was done: look at it again before you decide."
)


class ReviewsOneByOne:
    """Shows a claim as its reviewer needs it, and what waits after it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        pages = [
            ("review/", self.review_next_view, f"{name}_next"),
            ("<path:object_id>/review/", self.review_view, name),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(view), name=name)
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj and obj.may(Verb.PUBLISH, request.user):
            context["review_address"] = self._address("review", obj)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def changelist_view(self, request, extra_context=None):
        """Lead from the list to the claims one by one, of the article that is asked."""
        further = dict(extra_context or {})
        if self.has_publish_permission(request):
            article = request.GET.get("article", "")
            query = {"article": article} if ROW_NUMBER.fullmatch(article) else None
            name = "admin:entities_claim_review_next"
            further["review_address"] = reverse(name, query=query)
        return super().changelist_view(request, further)

    def move_on(self, request, record, verb, reason: str) -> None:
        """Send one's own drafts that a claim rests on to review with it, and say so."""
        if verb != Verb.SUBMIT:
            return super().move_on(request, record, verb, reason)
        *along, _ = submit_together(record, request.user)
        for other in along:
            self.log_change(request, other, capfirst(DONE[verb]) + ".")
        if along:
            self.message_user(request, f"Sent to review with it: {named(along)}.")

    def works_through(self, queue: Queue) -> str:
        if queue is not WAITING:
            return super().works_through(queue)
        return reverse("admin:entities_claim_review_next")

    # Pages

    def review_next_view(self, request):
        """Open the first claim that waits, or say that nothing does."""
        self.refuse_strangers(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        article = _article_asked(request)
        turns = turns_of(request.user, article and article.pk)
        if first := turns.after():
            return HttpResponseRedirect(self._turn(first, article))
        open_elsewhere = self.model.objects.filter(pk__in=turns.keys)
        context = {
            **self.admin_site.each_context(request),
            "title": "Review",
            "opts": self.opts,
            "article": article,
            "open_elsewhere": open_elsewhere,
            "reviews": self.has_publish_permission(request),
            "media": self.media,
        }
        name = "admin/entities/claim/review_nothing.html"
        return TemplateResponse(request, name, context)

    def review_view(self, request, object_id):
        """Show a claim with all that is needed to decide; take the decision."""
        claim = self._to_review(request, object_id)
        article = _article_asked(request)
        turns = turns_of(request.user, article and article.pk)
        if request.method != "POST" or request.POST.get("verb") not in VERBS:
            return self._show(request, claim, article, turns)
        verb = Verb(request.POST["verb"])
        asked = verb == Verb.SEND_BACK and needs_reason(claim, verb, request.user)
        form = _reason_form(verb, request.POST, required=asked)
        refused = form.errors.get("reason", []) if not form.is_valid() else []
        refused = refused or self._decide(request, claim, verb, form)
        if refused:
            claim.refresh_from_db()
            return self._show(request, claim, article, turns, form, refused)
        following = turns.after(claim.pk)
        return HttpResponseRedirect(self._turn(following, article))

    def _to_review(self, request, object_id: str):
        self.refuse_strangers(request)
        if not ROW_NUMBER.fullmatch(object_id):
            raise Http404
        claim = self.model.objects.filter(pk=int(object_id)).first()
        if claim is None:
            raise Http404
        return claim

    def _turn(self, key: int | None, article: Article | None) -> str:
        """Return the address of a claim's screen; without a key, of the first one's."""
        query = {"article": article.pk} if article else None
        if key is None:
            return reverse("admin:entities_claim_review_next", query=query)
        return reverse("admin:entities_claim_review", args=[key], query=query)

    def _show(self, request, claim, article, turns: Turns, form=None, refused=()):
        screen = screen_of(claim, request.user)
        forms = {verb: _reason_form(verb) for verb in VERBS}
        if form is not None:
            forms[form.verb] = form
        place = turns.place_of(claim.pk)
        following, previous = turns.after(claim.pk), turns.before(claim.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Review a claim",
            "opts": self.opts,
            "original": claim,
            "screen": screen,
            "mark": mark_of(screen),
            "ticked": _ticked(request, screen, form),
            "publishing": forms[Verb.PUBLISH],
            "sending_back": forms[Verb.SEND_BACK],
            "is_sent_back": form is not None and form.verb == Verb.SEND_BACK,
            "refused": refused,
            "article": article,
            "place": place,
            "turns": turns,
            "next_address": following and self._turn(following, article),
            "previous_address": previous and self._turn(previous, article),
            "change_address": self._address("change", claim),
            "history_address": self._address("history", claim),
            "sees_articles": may_see(request.user, Article),
            "media": self.media,
        }
        self.tell_presence(request, context)
        return TemplateResponse(request, "admin/entities/claim/review.html", context)

    # Decisions

    def _decide(self, request, claim, verb: Verb, form: ReasonForm) -> list[str]:
        """Do what was decided; return why it was refused, in sentences."""
        reason = form.cleaned_data["reason"]
        screen = screen_of(claim, request.user)
        if request.POST.get("mark") != mark_of(screen):
            return [CHANGED]
        try:
            with transaction.atomic():  # all the records and their histories, or none
                if verb == Verb.PUBLISH:
                    along = chosen(screen.companions, request.POST.getlist("with"))
                    done = publish_together(claim, request.user, along, reason)
                else:
                    claim.send_back(by=request.user, note=reason)
                    done = [claim]
        except (ValidationError, PermissionDenied) as refused:
            return refused_because(refused)
        for record in done:
            self.log_change(request, record, capfirst(DONE[verb]) + ".")
        self.message_user(
            request, self._done(verb, done, request.user), messages.SUCCESS
        )
        return []

    def _done(self, verb: Verb, done: list, user):
        """Say what was done, and where it is taken back if it was wrong."""
        *along, claim = done
        further = f" with {named(along)}" if along else ""
        way_back = ""
        if verb == Verb.PUBLISH and claim.may(Verb.WITHDRAW, user):
            way_back = "Wrong? Withdraw it on its page."
        elif claim.may(Verb.SUBMIT, user):
            way_back = "Wrong? Send it to review again on its page."
        said = f"{capfirst(DONE[verb])}{further}: “{Truncator(str(claim)).chars(90)}”."
        if not way_back:
            return said
        address = self._address("change", claim)
        return format_html('{} <a href="{}">{}</a>', said, address, way_back)


def named(records: list) -> str:
    """Return the records by kind and name, as a sentence lists them."""
    names = [f"{record._meta.verbose_name} “{record}”" for record in records]
    return get_text_list(names, "and")


def _reason_form(verb: Verb, data=None, *, required: bool = False) -> ReasonForm:
    form = ReasonForm(data, verb=verb, required=required, auto_id=f"id_{verb}_%s")
    form.verb = verb
    return form


def _article_asked(request) -> Article | None:
    """Return the article that one reviews the claims of; None for all articles."""
    asked = request.GET.get("article", "")
    if not asked:
        return None
    found = None
    if ROW_NUMBER.fullmatch(asked) and may_see(request.user, Article):
        found = Article.objects.filter(pk=int(asked)).first()
    if found is None:
        raise Http404
    return found


def _ticked(request, screen, form) -> set[str]:
    """Return the tokens of the boxes that are ticked: as sent, if they were sent."""
    if form is None or form.verb != Verb.PUBLISH:
        return {row.token for row in screen.companions if row.goes_along}
    sent = {token.rpartition("-")[0] for token in request.POST.getlist("with")}
    return {
        row.token for row in screen.companions if row.token.rpartition("-")[0] in sent
    }
