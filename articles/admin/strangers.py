"""Whoever may not see records of a kind is not told which ones there are."""

from django.core.exceptions import PermissionDenied


class RefusesStrangers:
    def refuse_strangers(self, request) -> None:
        """Refuse before a record is looked for: "forbidden" for what is there beside
        "not found" for what is not would tell."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def history_view(self, request, object_id, extra_context=None):
        self.refuse_strangers(request)
        return super().history_view(request, object_id, extra_context)
