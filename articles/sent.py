"""What a client sends in a body: a field that nobody knows is refused by its name."""

from collections.abc import Mapping

from rest_framework import serializers

MOST = 10  # unknown fields that are told at a time


class Sent(serializers.Serializer):
    # No docstring: in the API's description whatever has none would be told by it.

    def to_internal_value(self, data):
        unknown = unknown_in(self, data)
        try:
            taken = super().to_internal_value(data)
        except serializers.ValidationError as refused:
            told = refused.detail if isinstance(refused.detail, dict) else {}
            raise serializers.ValidationError({**unknown, **told}) from refused
        if unknown:
            raise serializers.ValidationError(unknown)
        return taken


def unknown_in(sent: serializers.Serializer, data) -> dict[str, list[str]]:
    """Return {field: ["Unknown field."]} for each that the serializer does not have."""
    if not isinstance(data, Mapping):
        return {}
    unknown = [str(name) for name in data if name not in sent.fields]
    return {name[:80]: ["Unknown field."] for name in unknown[:MOST]}
