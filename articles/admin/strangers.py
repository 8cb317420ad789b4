"""Whoever may not see records of a kind is not told which ones there are."""

from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import PermissionDenied

from articles.models.workflow import has_right


class RefusesStrangers:
    def refuse_strangers(self, request) -> None:
        """Refuse before a record is looked for: "forbidden" for what is there beside
        "not found" for what is not would tell."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def history_view(self, request, object_id, extra_context=None):
        self.refuse_strangers(request)
        return super().history_view(request, object_id, extra_context)


def may_see(user, model) -> bool:
    """Whether somebody at the desk may see every record of the model.

    Of what readers have from the start, such as the desk's words, everybody may.
    """
    if not hasattr(model._default_manager, "published"):
        return True
    return has_right(model, "view", user) or has_right(model, "change", user)


def listed_by(model, list_filter):
    """Return the model whose records a filter lists by name, None if it lists none."""
    if isinstance(list_filter, type):
        return getattr(list_filter, "lists", None)
    path = list_filter if isinstance(list_filter, str) else list_filter[0]
    return get_fields_from_path(model, path)[-1].related_model


class ListsWhatOneMaySee:
    """Offers no filter that would list records which one may not see."""

    def get_list_filter(self, request):
        return [
            wanted
            for wanted in super().get_list_filter(request)
            if (listed := listed_by(self.model, wanted)) is None
            or may_see(request.user, listed)
        ]
