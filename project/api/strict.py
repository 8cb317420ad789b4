"""Lists that refuse what they cannot meet."""

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

from articles.parameters import refuse_parameters

OF_A_RECORD = {"fields"}
OF_A_LIST = OF_A_RECORD | {"cursor", "page_size"}


class JSONInBounds(JSONParser):
    """Reads JSON, and refuses what is nested beyond what anybody can follow."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as endless:
            raise ParseError("It is nested too deeply.") from endless


class StrictFilterBackend(DjangoFilterBackend):
    """Filters lists; on lists and records alike, refuses what it does not know."""

    def filter_queryset(self, request, queryset, view):
        refuse_parameters(request, self.known(view, queryset))
        self.check_fields(request, view)
        if view.detail:
            return queryset
        return super().filter_queryset(request, queryset, view)

    def known(self, view, queryset) -> set[str]:
        if view.detail:
            return OF_A_RECORD
        filterset = self.get_filterset_class(view, queryset)
        ordering = {"ordering"} if view.orderings else set()
        return OF_A_LIST | ordering | set(filterset.base_filters if filterset else ())

    def check_fields(self, request, view) -> None:
        if "fields" not in request.query_params:
            return
        wanted = request.query_params["fields"].split(",")
        if unknown := sorted({*wanted} - {*view.get_serializer_class().Meta.fields}):
            raise ValidationError({"fields": f"There is no “{unknown[0][:80]}”."})
