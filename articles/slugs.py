"""Public addresses made from words: for ever, so only where the words survive."""

from django.utils.text import slugify

from articles.keys import new_key

LONGEST = 60


def stem_of(text: str) -> str:
    """Return the text as part of an address; empty where most of it would be lost.

    Of 科大讯飞拟用24亿元 only the 24 is left, which leads nobody anywhere.
    """
    found = slugify(text)
    if 2 * _letters(found) < _letters(text):
        return ""
    if len(found) > LONGEST:
        found = found[: LONGEST + 1].rpartition("-")[0] or found[:LONGEST]
    return found.strip("-_")


def free_slug(model, *texts: str) -> str:
    """Return an address that no record of this Addressed model has or had.

    It is made from the first text that leaves enough; else from the model's name.
    """
    stem = next((stem for text in texts if (stem := stem_of(text))), "")
    start = stem or model._meta.model_name
    slug = stem or f"{start}-{new_key()}"
    former = model.former_slugs.rel.related_model.objects
    while model.objects.filter(slug=slug).exists() or former.filter(slug=slug).exists():
        slug = f"{start}-{new_key()}"
    return slug


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
