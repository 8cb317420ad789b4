"""A place of an article's text as an address or a form names it: VERSION:START-END."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.forms import ROW_NUMBER
from articles.anchoring.context import Surroundings, surroundings
from articles.anchoring.differing import differences
from articles.anchoring.locating import Found
from articles.models import Version
from articles.models.passage import find_all

PLACE = re.compile(r"([0-9]{1,7}):([0-9]{1,9})-([0-9]{1,9})")


def named(version: Version, place: Found) -> str:
    return f"{version.number}:{place.start}-{place.end}"


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


def shown_place(version: Version, found: list[Found], quote: str) -> list[SafeString]:
    """Return each place as a list to choose from shows it: what stands around a sure
    one, what differs in another."""
    around = surroundings(version, [(place.start, place.end) for place in found])
    language = version.article.language
    return [
        format_html(
            '<span lang="{}" dir="auto">{}</span>{}',
            language,
            _said(version, place, stands, quote),
            _where(stands),
        )
        for place, stands in zip(found, around, strict=True)
    ]


def _said(version, place: Found, stands: Surroundings, quote: str) -> SafeString:
    there = version.text[place.start : place.end]
    if place.is_sure:
        return format_html("{}<b>{}</b>{}", stands.before, there, stands.after)
    return format_html_join(
        "",
        "{}{}",
        (
            (part.old, "")
            if part.is_same
            else (
                format_html("<del>{}</del>", part.old) if part.old else "",
                format_html("<ins>{}</ins>", part.new) if part.new else "",
            )
            for part in differences(quote.strip(), there)
        ),
    )


def _where(stands: Surroundings) -> SafeString | str:
    told = [f"under “{stands.heading}”"] if stands.heading else []
    told += ["boilerplate"] if stands.is_boilerplate else []
    return format_html(" ({})", ", ".join(told)) if told else ""
