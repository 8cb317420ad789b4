"""Answers of the API that are about itself."""

from rest_framework import serializers


class ProblemSerializer(serializers.Serializer):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField(help_text="Always about:blank: the status says it.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="For 400: what is wrong with each parameter.",
    )


class EndpointSerializer(serializers.Serializer):
    """A list of the API."""

    name = serializers.CharField()
    url = serializers.URLField()
    description = serializers.CharField()


class RootSerializer(serializers.Serializer):
    """What there is."""

    endpoints = EndpointSerializer(many=True)
    schema = serializers.URLField(help_text="The OpenAPI document.")
    docs = serializers.URLField(help_text="The same for people, to try it.")
