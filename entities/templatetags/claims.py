"""Tags that format what claim pages show, in the language that the request names."""

from functools import cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles.interface import grouped
from articles.interface import word as interface_word
from articles.reading import Said, tell
from articles.templatetags.reading import reader
from entities import badges

register = template.Library()


@cache
def _badge(slug: str, language: str, linked: bool):
    """There are some fifty badges in three languages, and a page shows hundreds."""
    found = badges.badges()[slug]
    label = tell(found.label, language).text
    if not linked:
        return format_html('<span class="b {}">{}</span>', found.slug, label)
    return format_html(
        '<a class="b {0}" href="{1}#{0}" title="{2}">{3}</a>',
        found.slug,
        reverse("about"),
        tell(found.meaning, language).text,
        label,
    )


@register.simple_tag(takes_context=True)
def badge(context, slug):
    """A badge that explains itself: its meaning on hover, more on the page it links."""
    return _badge(slug, reader(context), linked=True)


@register.simple_tag(takes_context=True)
def badge_word(context, slug):
    """A badge's word alone, where a link may not stand."""
    return _badge(slug, reader(context), linked=False)


@register.simple_tag(takes_context=True)
def said_by(context, speaker: Said):
    language = reader(context)
    phrase = interface_word("says", language)
    return format_html(phrase, name=speaker.html)


@register.simple_tag(takes_context=True)
def source_label(context, card):
    numbers = ", ".join(map(str, card.numbers))
    return interface_word("source_numbers", reader(context), numbers=numbers)


@register.simple_tag(takes_context=True)
def number(context, n):
    return grouped(n or 0, reader(context))


def _prefixed(name: str):
    """A tag whose argument names one of a family of interface words."""

    def tag(context, key):
        return interface_word(f"{name}_{key}", reader(context))

    return tag


for family in ("kind", "kinds", "name_kind", "relation", "side", "stance", "role"):
    register.simple_tag(_prefixed(family), takes_context=True, name=family)
for family in ("scheme", "mode", "rights", "independence"):
    register.simple_tag(_prefixed(family), takes_context=True, name=family)


@register.simple_tag(takes_context=True)
def tongue(context, code):
    """The name of a language, or its code where the desk has no name for it."""
    try:
        return interface_word(f"in_{code.split('-')[0]}", reader(context))
    except KeyError:
        return code


@register.simple_tag
def identifier_link(identifier):
    if identifier.scheme == "website":
        return format_html('<a href="{0}" rel="external">{0}</a>', identifier.value)
    if identifier.scheme == "wikidata":
        return format_html(
            '<a href="https://www.wikidata.org/wiki/{0}" rel="external">{0}</a>',
            identifier.value,
        )
    return str(identifier)


@register.simple_tag(takes_context=True)
def gloss(context, article):
    """The sense of a foreign title in the reader's language, in brackets."""
    language = reader(context)
    translation = (getattr(article, "title_translation", None) or {}).get(language)
    if not translation or article.title_language == language:
        return ""
    return format_html(' <span class="gl">[{}]</span>', translation)


@register.simple_tag(takes_context=True)
def backlinks(context, note):
    """Links from a note back to each place that refers to it."""
    label = interface_word("back_to_text", reader(context))
    return format_html_join(
        " ",
        '<a class="go" href="#{}" aria-label="{}">↩</a>',
        ((mark, label) for mark in note.backs),
    )
