"""The questions of the day, asked of a list."""

from django.contrib import admin

from articles.queues import OF_ALL, Queue
from articles.wording import LANGUAGES


def queues_for(request, desk) -> list[Queue]:
    """Return the queues of a kind that concern whoever asks."""
    return [
        queue
        for queue in desk.queues
        if not queue.right or getattr(desk, f"has_{queue.right}_permission")(request)
    ]


class QueueFilter(admin.SimpleListFilter):
    """One queue of those that the list's kind has."""

    title = "task"
    parameter_name = "queue"

    def __init__(self, request, params, model, model_admin):
        self.queues = {queue.name: queue for queue in model_admin.queues}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(queue.name, queue.label) for queue in queues_for(request, model_admin)]

    def queryset(self, request, queryset):
        queue = self.queues.get(self.value())
        return queue.ask(queryset, request.user) if queue else queryset


class UntranslatedFilter(admin.SimpleListFilter):
    """Records whose main words lack one language."""

    title = "untranslated"
    parameter_name = "untranslated"

    def lookups(self, request, model_admin):
        return [(code, f"not in {name}") for code, name in LANGUAGES.items()]

    def queryset(self, request, queryset):
        if self.value() not in LANGUAGES:
            return queryset
        return queryset.untranslated(self.value())


class DraftedByMe(admin.SimpleListFilter):
    title = "drafted by"
    parameter_name = "drafted"

    def lookups(self, request, model_admin):
        return [("me", "me"), ("others", "others")]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(drafted_by=request.user)
        if self.value() == "others":
            return queryset.exclude(drafted_by=request.user)
        return queryset


class HasQueues:
    """A list that answers the questions of the day, and says so when it is empty."""

    queues = OF_ALL
    further_filters: tuple = (UntranslatedFilter, DraftedByMe)

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        return [QueueFilter, *filters, *self.further_filters]

    def works_through(self, queue: Queue) -> str:
        """Return where the records of a queue are taken one by one; "" if nowhere."""
        return ""

    def why_empty(self, request, shown) -> str:
        """Return what a list without rows says."""
        chosen = next((q for q in self.queues if request.GET.get("queue") == q.name), 0)
        asked = {name for name in request.GET if request.GET[name]} - {"o", "p", "all"}
        if chosen and asked == {"queue"}:
            return chosen.nothing
        return super().why_empty(request, shown)
