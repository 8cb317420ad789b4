"""The kinds of records that are drafted, reviewed and published, by their API names."""

from articles.models import Article, Publishable
from entities.models import Claim, Comparison, Entity, Topic

KINDS: dict[str, type[Publishable]] = {
    "articles": Article,
    "claims": Claim,
    "comparisons": Comparison,
    "entities": Entity,
    "topics": Topic,
}


def public_name(model: type[Publishable]) -> str:
    """Return the column by which the outside knows records of the model."""
    return "key" if model is Claim else "slug"


def find(kind: str, name: str) -> Publishable | None:
    """Return the record that the outside knows by `name`, whatever its status."""
    model = KINDS[kind]
    if "\x00" in name:
        return None
    return model._default_manager.filter(**{public_name(model): name}).first()
