"""Public addresses are for ever: what is renamed leaves its old address behind."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.models.publication import Publishable


class Addressed(Publishable):
    """A publishable record whose page is found by its slug.

    `former_slug_model` names the model, in the same app, that keeps its old slugs.
    """

    slug = models.SlugField(max_length=80, unique=True)

    former_slug_model = "FormerSlug"

    class Meta(Publishable.Meta):
        abstract = True

    @transaction.atomic
    def rename(self, slug: str) -> None:
        """Give a new address; the old one redirects for ever."""
        former = apps.get_model(self._meta.app_label, self.former_slug_model).objects
        if former.filter(slug=slug).exclude(target=self).exists():
            raise ValidationError({"slug": "This address once led to something else."})
        former.filter(slug=slug).delete()
        former.create(slug=self.slug, target=self)
        self.slug = slug
        self.full_clean()
        self.save()


class FormerAddress(models.Model):
    """An address that a record once had; subclasses add the key `target`."""

    slug = models.SlugField(max_length=80, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.slug
