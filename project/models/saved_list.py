"""Views of lists that somebody has given a name: plain addresses, kept and shared."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedListQuerySet(models.QuerySet["SavedList"]):
    def offered_to(self, user):
        """The person's own, and what others share with the desk."""
        return self.filter(Q(owner=user) | Q(shared=True)).select_related("owner")


class SavedList(models.Model):
    """A list of the desk with its filters, search and order, under a name.

    It is one person's bookmark, so no second writer is looked out for. Only the address
    is kept: whoever opens it sees what they may see, and “my review” is their own.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        editable=False,
    )
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(
        "share with the desk",
        default=False,
        help_text="Others find it too, and see what their own rights allow.",
    )

    objects = SavedListQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "saved view"
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_list_has_a_name_of_its_own",
                violation_error_message="You have saved a view under this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path
