"""The desk's side of the API: where a record stands, and its verbs."""

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from articles.desk_api import DeskView, etag
from articles.models import Status, needs_reason
from articles.models.workflow import MOVES
from articles.sent import Sent
from project.records import KINDS, public_name


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


class StepSerializer(Sent):
    """A verb, with the reason where one is needed."""

    verb = serializers.ChoiceField([(verb.value, verb.label) for verb in MOVES])
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=2000, default=""
    )


IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    required=True,
    description='The ETag that the record\'s status had when you looked: "7".',
)


class StatusView(DeskView):
    """Where one record stands, and the step to the next status."""

    kind = ""

    @extend_schema(responses=StandingSerializer)
    def get(self, request, name):
        """Tell where the record stands and what you may do with it."""
        return self.told(self.record(name))

    @extend_schema(
        request=StepSerializer, responses=StandingSerializer, parameters=[IF_MATCH]
    )
    def post(self, request, name):
        """Submit, send back, publish, withdraw or reopen the record."""
        step = StepSerializer(data=request.data)
        step.is_valid(raise_exception=True)
        record = self.record(name)
        self.ask_revision(record)
        record.move(by=request.user, **step.validated_data)
        return self.told(record)

    def record(self, name: str):
        model = KINDS[self.kind]
        return self.find(model, **{public_name(model): name})

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
        return Response(StandingSerializer(body).data, headers={"ETag": etag(record)})


def missing(record) -> dict[str, list[str]]:
    return {} if record.status == Status.PUBLISHED else record.obstacles()


urlpatterns = [
    path(
        f"{kind}/<str:name>/status/",
        StatusView.as_view(kind=kind),
        name=f"api-{kind}-status",
    )
    for kind in KINDS
]
