"""A place of an article's text as an address names it: ?place=VERSION:START-END."""

import re

from articles.admin.forms import ROW_NUMBER
from articles.models import Version
from articles.models.passage import find_all

PLACE = re.compile(r"([0-9]{1,7}):([0-9]{1,9})-([0-9]{1,9})")


def quoted_at(article_key: str, place: str) -> dict:
    """Return `quote` and `occurrence` of that place, as initial values of a form.

    Nothing where the address names none: a quote would be too long for an address.
    """
    match = PLACE.fullmatch(place)
    if not (match and ROW_NUMBER.fullmatch(article_key)):
        return {}
    number, start, end = map(int, match.groups())
    version = Version.objects.filter(article=article_key, number=number).first()
    if version is None or not 0 <= start < end <= len(version.text):
        return {}
    quote = version.text[start:end]
    places = find_all(version.text, quote)
    occurrence = places.index(start) + 1 if len(places) > 1 else None
    return {"quote": quote, "occurrence": occurrence}
