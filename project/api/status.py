"""The desk's side of the API: where a record stands, and its verbs."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.models import StaleRecord, Status, needs_reason
from articles.models.workflow import MOVES, has_right
from project.api.problems import MEDIA_TYPE, problem
from project.api.serializers import ProblemSerializer
from project.api.strict import refuse_parameters
from project.records import KINDS, find


class MoveSerializer(serializers.Serializer):
    """Something that may be done next."""

    verb = serializers.ChoiceField([(verb.value, verb.label) for verb in MOVES])
    needs_reason = serializers.BooleanField()


class StandingSerializer(serializers.Serializer):
    """Where a record stands, for those at the desk."""

    status = serializers.ChoiceField(Status.choices)
    revision = serializers.IntegerField()
    drafted_by = serializers.CharField()
    review_note = serializers.CharField(help_text="Why it was sent back.")
    override_reason = serializers.CharField(
        help_text="Why no second person reviewed it."
    )
    withdrawal_reason = serializers.CharField()
    missing = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="What keeps it from being published, by field or kind of part.",
    )
    moves = MoveSerializer(many=True, help_text="What you may do next.")


class StepSerializer(serializers.Serializer):
    """A verb, with the reason where one is needed."""

    verb = serializers.ChoiceField([(verb.value, verb.label) for verb in MOVES])
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=2000, default=""
    )


REFUSALS = {
    (code, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, said)
    for code, said in {
        400: "The body or a parameter is not as described.",
        403: "You are not logged in, or may not do this.",
        404: "There is no such record.",
        412: "Somebody has changed the record since that revision.",
        422: "The record is not ready for it; errors say what is missing, by field.",
        428: "If-Match with the revision is missing.",
    }.items()
}
IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    required=True,
    description='The ETag that the record\'s status had when you looked: "7".',
)


class StatusView(APIView):
    """Where one record stands, and the step to the next status."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    kind = ""

    @extend_schema(responses={200: StandingSerializer} | REFUSALS)
    def get(self, request, name):
        """Tell where the record stands and what you may do with it."""
        refuse_parameters(request, set())
        return self.told(self.record(name))

    @extend_schema(
        request=StepSerializer,
        responses={200: StandingSerializer} | REFUSALS,
        parameters=[IF_MATCH],
    )
    def post(self, request, name):
        """Submit, send back, publish, withdraw or reopen the record."""
        refuse_parameters(request, set())
        step = StepSerializer(data=request.data)
        step.is_valid(raise_exception=True)
        record = self.record(name)
        asked = request.headers.get("If-Match")
        if asked is None:
            return problem(428, "Say with If-Match which revision you decide on.")
        if asked.strip() not in (etag(record), "*"):
            return problem(412, "Somebody has changed it since. Look at it again.")
        try:
            with transaction.atomic():  # the record and its history, or neither
                record.move(by=request.user, **step.validated_data)
        except StaleRecord as late:
            return problem(412, " ".join(late.messages))
        except ValidationError as refused:
            return problem(422, "It cannot be done yet.", by_field(refused))
        except PermissionDenied as refused:
            return problem(403, str(refused))
        return self.told(record)

    def record(self, name: str):
        """Return the record; whoever may not look is not told whether there is one."""
        if not has_right(KINDS[self.kind], "view", self.request.user):
            raise PermissionDenied
        record = find(self.kind, name)
        if record is None:
            raise NotFound
        return record

    def told(self, record) -> Response:
        user = self.request.user
        body = {
            "status": record.status,
            "revision": record.revision,
            "drafted_by": record.drafted_by.get_username(),
            "review_note": record.review_note,
            "override_reason": record.override_reason,
            "withdrawal_reason": record.withdrawal_reason,
            "missing": missing(record),
            "moves": [
                {"verb": verb, "needs_reason": needs_reason(record, verb, user)}
                for verb in record.moves_for(user)
            ],
        }
        headers = {"ETag": etag(record), "Cache-Control": "private, no-store"}
        return Response(StandingSerializer(body).data, headers=headers)


def missing(record) -> dict[str, list[str]]:
    return {} if record.status == Status.PUBLISHED else record.obstacles()


def etag(record) -> str:
    return f'"{record.revision}"'


def by_field(refused: ValidationError) -> dict[str, list[str]]:
    if hasattr(refused, "error_dict"):
        return refused.message_dict
    return {"record": refused.messages}


urlpatterns = [
    path(
        f"{kind}/<str:name>/status/",
        StatusView.as_view(kind=kind),
        name=f"api-{kind}-status",
    )
    for kind in KINDS
]
