"""What the OpenAPI document says of every operation alike."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from project.api.problems import MEDIA_TYPE
from project.api.serializers import ProblemSerializer

PROBLEMS = {
    400: "A parameter is unknown, given twice, empty, or has a value that is none.",
    404: "There is no such thing, or readers may not see it.",
    406: "It is to be had in JSON only.",
    410: "It was withdrawn; the detail says why.",
}
# What an address that only the desk uses may answer besides.
REFUSALS = {
    400: "The body or a parameter is not as described.",
    403: "You are not logged in, or may not do this.",
    404: "There is no such record.",
    412: "Somebody has changed it since what you saw.",
    422: "Records or text are not so that it could be done; errors say why, by field.",
    428: "If-Match with the revision is missing.",
}


class Description(AutoSchema):
    """Adds to each operation for the public what all have in common."""

    def get_override_parameters(self):
        if self.is_for_the_desk():
            return super().get_override_parameters()
        return [
            *self._fields(),
            OpenApiParameter(
                "If-None-Match",
                location=OpenApiParameter.HEADER,
                description="ETags that the client holds; one that fits gives 304.",
            ),
            OpenApiParameter(
                "ETag",
                location=OpenApiParameter.HEADER,
                description="Names these very bytes.",
                response=[200, 304],
            ),
        ]

    def _fields(self):
        meta = getattr(self._get_serializer(), "Meta", None)
        if meta is None:
            return []
        says = "Give these fields only; the others are left out, required or not."
        names = {"type": "array", "items": {"type": "string", "enum": meta.fields}}
        return [OpenApiParameter("fields", names, description=says, explode=False)]

    def is_for_the_desk(self) -> bool:
        return bool(self.view.authentication_classes)

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        if self.is_for_the_desk():
            for code, said in REFUSALS.items():
                refusal = OpenApiResponse(ProblemSerializer, said)
                bodies[str(code)] = self._get_response_for_code(
                    refusal, str(code), [MEDIA_TYPE]
                )
        return bodies

    def get_response_serializers(self):
        if self.is_for_the_desk():
            return super().get_response_serializers()
        depends = "{" in self.path
        single = self.path.endswith("}/")
        absent = {code for code, there in ((404, depends), (410, single)) if not there}
        codes = [code for code in PROBLEMS if code not in absent]
        moved = {301: OpenApiResponse(description="It has another slug now.")}
        return {
            200: OpenApiResponse(super().get_response_serializers(), "As asked for."),
            **(moved if self.path.endswith("{slug}/") else {}),
            304: OpenApiResponse(description="What the client holds is still right."),
            **{
                (code, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, PROBLEMS[code])
                for code in codes
            },
        }
