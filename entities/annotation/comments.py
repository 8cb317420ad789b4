"""Comments at the desk: started at a passage or on a claim, answered, settled."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView
from articles.models import Article
from articles.models.workflow import has_right
from articles.sent import Sent
from entities.annotation.outcome import OutcomeSerializer, outcome
from entities.annotation.places import PlaceSerializer, newest_version, passage_at
from entities.models import Claim, Comment, Thread
from entities.models.comment import LONGEST


class TextSerializer(Sent):
    """What somebody has to say."""

    text = serializers.CharField(
        max_length=LONGEST, error_messages={"blank": "Write something first."}
    )


class NewThreadSerializer(TextSerializer):
    """The first comment at a place of the text, or on a claim."""

    place = PlaceSerializer(required=False)
    claim = serializers.CharField(
        required=False, max_length=16, help_text="The key of a claim that cites it."
    )

    def validate(self, given):
        if ("place" in given) == ("claim" in given):
            raise serializers.ValidationError(
                {"place": "Give a place or a claim, and not both."}
            )
        return given


class SettledSerializer(Sent):
    resolved = serializers.BooleanField()


class CommentsView(DeskView):
    """What threads of one article have in common."""

    def article_of(self, slug) -> Article:
        article = self.find(Article, slug=slug)
        newest_version(article)  # or there is nothing to comment on
        return article

    def thread_of(self, article, pk) -> Thread:
        """Return the thread, if it is one of those at this article's desk."""
        thread = self.find(Thread, pk=pk)
        place = thread.passage
        if not place and not has_right(Claim, "view", self.request.user):
            raise Http404  # what is said of a claim is seen with it
        here = (
            place.version.article_id == article.pk
            if place
            else Claim.objects.citing(article).filter(pk=thread.claim_id).exists()
        )
        if not here:
            raise Http404
        return thread

    def told(self, article, thread: Thread, said: str, status: int = 200) -> Response:
        answer = outcome(
            article.current_version,
            self.request.user,
            said,
            passages=[thread.passage_id] if thread.passage_id else [],
            claims=[thread.claim_id] if thread.claim_id else [],
        )
        return Response(answer, status=status)


class ThreadsView(CommentsView):
    """Where a thread is started."""

    @extend_schema(request=NewThreadSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug):
        """Start a thread at a place of the text or on a claim."""
        given = NewThreadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        article = self.article_of(slug)
        self.ask_right(Thread, "add")
        if "place" in asked:
            where = {"passage": passage_at(article, asked["place"])}
        else:
            claim = self.find(Claim, key=asked["claim"])
            if not Claim.objects.citing(article).filter(pk=claim.pk).exists():
                raise Http404
            where = {"claim": claim}
        thread = Thread.objects.start(by=request.user, text=asked["text"], **where)
        return self.told(article, thread, "Comment added.", status=201)


class ThreadView(CommentsView):
    """One thread: its answers, and whether it is settled."""

    @extend_schema(request=TextSerializer, responses={201: OutcomeSerializer})
    def post(self, request, slug, pk):
        """Answer."""
        given = TextSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        article = self.article_of(slug)
        thread = self.thread_of(article, pk)
        thread.reply(by=request.user, text=given.validated_data["text"])
        return self.told(article, thread, "Answer added.", status=201)

    @extend_schema(request=SettledSerializer, responses=OutcomeSerializer)
    def patch(self, request, slug, pk):
        """Resolve it or reopen it."""
        given = SettledSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        article = self.article_of(slug)
        thread = self.thread_of(article, pk)
        self.ask_revision(thread)
        if given.validated_data["resolved"]:
            thread.resolve(by=request.user)
            return self.told(article, thread, "Comments resolved.")
        thread.reopen(by=request.user)
        return self.told(article, thread, "Comments reopened.")


class CommentView(CommentsView):
    """One's own comment, until somebody answers it."""

    def comment_of(self, article, pk) -> Comment:
        comment = self.find(Comment, pk=pk)
        self.thread_of(article, comment.thread_id)
        self.ask_revision(comment)
        return comment

    @extend_schema(request=TextSerializer, responses=OutcomeSerializer)
    def patch(self, request, slug, pk):
        """Change its words."""
        given = TextSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        article = self.article_of(slug)
        comment = self.comment_of(article, pk)
        comment.reword(by=request.user, text=given.validated_data["text"])
        return self.told(article, comment.thread, "Comment changed.")

    @extend_schema(request=None, responses={200: OutcomeSerializer})
    def delete(self, request, slug, pk):
        """Take it back: its place stays, its words go."""
        article = self.article_of(slug)
        comment = self.comment_of(article, pk)
        comment.take_back(by=request.user)
        return self.told(article, comment.thread, "Comment taken back.")
