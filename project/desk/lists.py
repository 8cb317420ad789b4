"""Addresses of the desk's lists: which they are, and one spelling for each."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters, ModelAdmin
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse

LONGEST_QUERY = 2000
MOST_FILTERS = 50
# Where one stands in a list, and what a window that chooses a record adds.
NOT_KEPT = {"p", "e", "all", "_popup", "_to_field", "_facets", "_changelist_filters"}


def path_of(desk: ModelAdmin) -> str:
    options = desk.opts
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def lists_of(request) -> dict[str, ModelAdmin]:
    """Return the lists that whoever asks may see, by their paths."""
    return {
        path_of(desk): desk
        for desk in admin.site._registry.values()
        if desk.has_view_or_change_permission(request)
    }


def read_address(address: str, request) -> tuple[str, str]:
    """Return path and normalised query of a list that whoever asks may see.

    Raises ValidationError for another address, and for filters that the list does not
    know.
    """
    try:
        parts = urlsplit(address.strip())
        asked = parse_qsl(parts.query, max_num_fields=MOST_FILTERS)
    except ValueError as problem:
        raise ValidationError("This is not an address.") from problem
    desk = lists_of(request).get(parts.path)
    if desk is None or parts.netloc not in ("", request.get_host()):
        raise ValidationError(
            f"Give the address of a list of the desk, such as {reverse('admin:index')}"
            "entities/claim/?queue=uncited."
        )
    query = normalised(asked)
    if len(query) > LONGEST_QUERY:
        raise ValidationError("This address is too long to be saved.")
    _try(desk, query, request)
    return parts.path, query


def normalised(asked: list[tuple[str, str]]) -> str:
    """Return a query without what is empty or of the moment, in a fixed order."""
    kept = {(key, text) for key, text in asked if text and key not in NOT_KEPT}
    return urlencode(sorted(kept))


def query_of(request) -> str:
    """Return the normalised query that a list is being asked."""
    return normalised(
        [(key, text) for key, texts in request.GET.lists() for text in texts]
    )


def _try(desk: ModelAdmin, query: str, request) -> None:
    """Ask the list itself whether it can answer."""
    trial = HttpRequest()
    trial.method, trial.user = "GET", request.user
    trial.GET = QueryDict(query)
    trial.resolver_match = resolve(path_of(desk))
    try:
        if "%00" in query:
            raise IncorrectLookupParameters
        desk.get_changelist_instance(trial)
    except (IncorrectLookupParameters, SuspiciousOperation, ValidationError) as problem:
        raise ValidationError(
            "The list does not know one of the filters in this address."
        ) from problem
