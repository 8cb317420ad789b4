"""Content types and permissions by name, for their numbers differ between sites."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models

from project.bundle import BundleError

NAMED: tuple[type[models.Model], ...] = (ContentType, Permission)


class Names:
    """The names of one database's content types and permissions, both ways.

    A name is `articles.article` or `articles.article.change_article`.
    """

    def __init__(self, using: str) -> None:
        self.using = using
        kinds = ContentType.objects.using(using).values_list("pk", "app_label", "model")
        self.kinds = {pk: f"{app}.{model}" for pk, app, model in kinds}
        rights = Permission.objects.using(using).order_by()
        self.rights = {
            pk: f"{self.kinds[kind]}.{codename}"
            for pk, kind, codename in rights.values_list(
                "pk", "content_type", "codename"
            )
        }
        self.of = {ContentType: self.kinds, Permission: self.rights}
        self.numbers = {
            model: {name: pk for pk, name in names.items()}
            for model, names in self.of.items()
        }

    def number(self, model: type[models.Model], name: str) -> int:
        """Return the number of `name` here; a content type is made if need be."""
        number = self.numbers[model].get(name)
        if number is not None:
            return number
        if model is not ContentType:
            raise BundleError(f"It uses the permission “{name}” and does not bring it.")
        app, _, kind = name.partition(".")
        made = ContentType.objects.using(self.using).create(app_label=app, model=kind)
        self.numbers[ContentType][name] = made.pk
        self.kinds[made.pk] = name
        return made.pk

    def sync_permissions(self, rows: list[dict]) -> None:
        """Make the permissions exactly those of `rows`; what is there keeps its number.

        Each row has `content_type` (a name), `codename` and `name`.
        """
        wanted = {f"{row['content_type']}.{row['codename']}": row for row in rows}
        permissions = Permission.objects.using(self.using)
        gone = [pk for pk, name in self.rights.items() if name not in wanted]
        permissions.filter(pk__in=gone).delete()
        for name, row in wanted.items():
            kind = self.number(ContentType, row["content_type"])
            permission, _ = permissions.update_or_create(
                content_type_id=kind,
                codename=row["codename"],
                defaults={"name": row["name"]},
            )
            self.numbers[Permission][name] = permission.pk
