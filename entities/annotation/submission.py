"""A claim goes to review from its card, and comes back while nobody has decided."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from articles.desk_api import DeskView
from articles.models import Article, Verb
from entities.annotation.claims import sent_with, to_do
from entities.annotation.drafting import missing_from
from entities.annotation.outcome import OutcomeSerializer, outcome
from entities.models import Citation, Claim, Entity
from entities.reviewing.together import submit_together


class SubmissionView(DeskView):
    """Whether a claim that the article's text is evidence for waits for a reviewer."""

    @extend_schema(request=None, responses={200: OutcomeSerializer})
    def post(self, request, slug, key):
        """Send it to review, with one's own drafts that it rests on."""
        article, claim = self.article_and_claim(slug, key)
        *others, _ = submit_together(claim, request.user)
        said = " ".join([sent_with(others), *to_do(missing_from(claim))])
        return self.told(article, claim, said)

    @extend_schema(request=None, responses={200: OutcomeSerializer})
    def delete(self, request, slug, key):
        """Make one's own claim a draft again. What went along stays in review."""
        article, claim = self.article_and_claim(slug, key)
        claim.move(Verb.SEND_BACK, by=request.user)
        return self.told(article, claim, "The claim is a draft again.")

    def article_and_claim(self, slug: str, key: str) -> tuple[Article, Claim]:
        """Return the two, the claim as it was seen; or refuse like its card would."""
        article = self.find(Article, slug=slug)
        for model in (Claim, Citation, Entity):
            self.ask_right(model, "view")
        claim = self.find(Claim, key=key)
        if not Claim.objects.citing(article).filter(pk=claim.pk).exists():
            raise Http404
        self.ask_revision(claim)
        return article, claim

    def told(self, article: Article, claim: Claim, said: str) -> Response:
        answer: dict[str, Any] = outcome(
            article.current_version, self.request.user, said, claims=[claim.pk]
        )
        # A status goes back by its own verbs: nothing here is offered to be undone.
        return Response(answer | {"change": None})
