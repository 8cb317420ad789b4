"""The OpenAPI document, and whether an answer is as it says."""

import io
import json
import re
from functools import cache

from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker


@cache
def document() -> dict:
    """The document as the command writes it, which fails on any warning."""
    told = io.StringIO()
    call_command("spectacular", format="openapi-json", stdout=told, fail_on_warn=True)
    return json.loads(told.getvalue())


def operation_at(document, address: str, method: str) -> dict:
    """Return what the document says of a method of an address."""
    path = address.partition("?")[0]
    (found,) = [
        operations
        for described, operations in document["paths"].items()
        if re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", described), path)
    ]
    return found[method.lower()]


def assert_is_as_described(document, operation, response):
    described = operation["responses"][str(response.status_code)]
    media = response["Content-Type"].split(";")[0]
    schema = described["content"][media]["schema"] | {
        "components": document["components"]
    }
    # Not even an undescribed field: the document is all there is.
    closed = json.loads(json.dumps(schema), object_hook=close)
    Draft202012Validator(closed, format_checker=FormatChecker()).validate(
        response.json()
    )


def close(schema):
    if schema.get("type") == "object" and "properties" in schema:
        schema.setdefault("additionalProperties", False)
    return schema
