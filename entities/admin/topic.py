from django.contrib import admin
from django.utils.html import format_html
from tree_queries.admin import TreeChangeList

from articles.admin.desk import ReadOnlyAdmin, count_of, in_every_language, said
from articles.admin.publishing import AddressedAdmin
from entities.models import ClaimTopic, FormerTopicSlug, Topic

DEEPEST_INDENT = 6  # the stylesheet has as many steps


@admin.register(Topic)
class TopicAdmin(AddressedAdmin):
    list_display = [
        "indented_title",
        "slug",
        "status_badge",
        "claim_count",
        "changed",
    ]
    list_filter = ["status"]
    list_per_page = 200  # a tree cut in pages is hard to read
    search_fields = ["slug", *in_every_language("title", "description", "narrative")]
    autocomplete_fields = ["parent"]
    fieldsets = [
        (
            "What it is",
            {"fields": ["title", ("slug", "order"), "parent", "description"]},
        ),
        (
            "What the desk tells of it",
            {
                "fields": ["narrative"],
                "description": "Every statement cites its claim; readers see a "
                "footnote with the passage. A claim withdrawn later is struck out.",
            },
        ),
    ]

    def get_changelist(self, request, **options):
        return TreeChangeList

    def get_queryset(self, request):
        topics = super().get_queryset(request).with_tree_fields()
        return topics.annotate(claim_count=count_of(ClaimTopic.objects, "topic"))

    @admin.display(description="title")
    def indented_title(self, topic):
        depth = min(topic.tree_depth, DEEPEST_INDENT)
        title = said(topic.title) if topic.title else topic.slug
        return format_html('<span class="depth-{}">{}</span>', depth, title)

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, topic):
        return topic.claim_count


@admin.register(FormerTopicSlug)
class FormerTopicSlugAdmin(ReadOnlyAdmin):
    list_display = ["slug", "target"]
    list_select_related = ["target"]
    search_fields = ["slug", "target__slug"]
    fieldsets = [(None, {"fields": ["slug", "target"]})]
