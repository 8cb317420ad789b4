from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from articles.models import Addressed, FormerAddress, Obstacles, PublishableQuerySet
from articles.wording import WordingField, say


class TopicQuerySet(TreeQuerySet, PublishableQuerySet):
    """The tree's questions and the publication's."""


class Topic(TreeNode, Addressed):  # type: ignore[django-manager-missing]  # its tree manager has no types
    """A subject with its own page, in a tree."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name="wider topic",
    )
    title = WordingField(single_line=True)
    description = WordingField(blank=True)
    narrative = WordingField(
        blank=True,
        help_text=(
            "Markdown. Cite a claim as [[c:ID]] with its ID or reference; readers see "
            "a footnote."
        ),
    )
    order = models.PositiveIntegerField(default=0)

    objects = TopicQuerySet.as_manager(with_tree_fields=False)  # type: ignore[django-manager-missing,call-arg]  # tree_queries has no types

    former_slug_model = "FormerTopicSlug"
    main_words = "title"

    class Meta(Addressed.Meta):
        ordering = ["order", "slug"]
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="topic_is_not_its_own_parent",
                violation_error_message="A topic cannot stand under itself.",
            ),
        ]

    def __str__(self) -> str:
        return say(self.title, "en")[0] or self.slug

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    def obstacles(self) -> Obstacles:
        problems = super().obstacles()
        if not self.title:
            problems.add("title", "It has no title.")
        return problems


class FormerTopicSlug(FormerAddress):
    """An address that a topic once had."""

    target = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="former_slugs"
    )
