"""Lists in pages: each goes on after the last record of the one before, so that nothing
is doubled or missed while others write."""

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

USUAL, MOST = 50, 200
SEAL = 12  # bytes
LONGEST_CURSOR = 400


def _mac(purpose: str, text: bytes) -> bytes:
    key = f"{settings.SECRET_KEY}|cursor|{purpose}".encode()
    return hmac.new(key, text, hashlib.sha256).digest()


def _veil(text: bytes, seal: bytes) -> bytes:
    stream = hashlib.shake_256(_mac("veil", seal)).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, stream, strict=True))


def seal(place: list) -> str:
    """Return `place` as a cursor that shows no row number and that only we can make.

    The same place always gives the same cursor, for the ETag's sake.
    """
    text = json.dumps(place).encode()
    mark = _mac("seal", text)[:SEAL]
    return base64.urlsafe_b64encode(mark + _veil(text, mark)).decode().rstrip("=")


def unseal(cursor: str) -> list:
    """Return the place that `seal` was given; ValueError if it made no such cursor."""
    if not re.fullmatch(rf"[-\w]{{1,{LONGEST_CURSOR}}}", cursor, re.ASCII):
        raise ValueError("not a cursor")
    sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    mark, text = sealed[:SEAL], _veil(sealed[SEAL:], sealed[:SEAL])
    if not hmac.compare_digest(mark, _mac("seal", text)[:SEAL]):
        raise ValueError("not our cursor")
    return json.loads(text)


class KeysetPagination(BasePagination):
    """Pages by cursor. A view's `orderings` are dates of the record, by parameter."""

    def paginate_queryset(self, queryset, request, view=None):
        self.request = request
        self.ordering = self._ordering(request, view)
        size = self._page_size(request)
        records = list(
            self._after(queryset, request.query_params.get("cursor"))[: size + 1]
        )
        self.last = records[size - 1] if len(records) > size else None
        return records[:size]

    def get_paginated_response(self, data):
        return Response({"next": self._next(), "results": data})

    def _page_size(self, request) -> int:
        text = request.query_params.get("page_size", str(USUAL))
        if not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= MOST:
            raise ValidationError({"page_size": f"Give a number from 1 to {MOST}."})
        return int(text)

    def _ordering(self, request, view) -> str:
        wish = request.query_params.get("ordering", "")
        if wish and wish not in view.orderings:
            known = ", ".join(view.orderings)
            raise ValidationError({"ordering": f"Give one of {known}."})
        return wish

    def _after(self, queryset, cursor: str | None):
        """Return the records after the cursor's place, in the order asked for."""
        field, backwards = self.ordering.lstrip("-"), self.ordering.startswith("-")
        names = [name for name in (field, "pk") if name]
        queryset = queryset.order_by(*(f"-{n}" if backwards else n for n in names))
        if cursor is None:
            return queryset
        value, key = self._place(cursor)
        beyond = "lt" if backwards else "gt"
        after = Q(**{f"pk__{beyond}": key})
        if field:
            after = Q(**{f"{field}__{beyond}": value}) | Q(after, **{field: value})
        return queryset.filter(after)

    def _place(self, cursor: str) -> tuple[datetime | None, int]:
        try:
            ordering, value, key = unseal(cursor)
        except ValueError:
            raise ValidationError({"cursor": "Take it from “next” as it is."}) from None
        if ordering != self.ordering:
            raise ValidationError({"cursor": "It belongs to another ordering."})
        return value and datetime.fromisoformat(value), key

    def _next(self) -> str | None:
        if self.last is None:
            return None
        value = self.ordering and getattr(self.last, self.ordering.lstrip("-"))
        place = [self.ordering, value.isoformat() if value else None, self.last.pk]
        here = self.request.build_absolute_uri()
        return replace_query_param(here, "cursor", seal(place))

    def get_paginated_response_schema(self, schema):
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The next page; null on the last one.",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        parameters = [
            _parameter("cursor", "From “next”, as it is.", {"type": "string"}),
            _parameter("page_size", "Records on a page.", size),
        ]
        if view.orderings:
            says = "\n".join(f"* `{k}` - {v}" for k, v in view.orderings.items())
            words = {"type": "string", "enum": list(view.orderings)}
            parameters.append(_parameter("ordering", says, words))
        return parameters


def _parameter(name: str, description: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "description": description, "schema": schema}
