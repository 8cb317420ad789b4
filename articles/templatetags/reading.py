"""Tags for the reader's language; the request knows which one it is."""

from urllib.parse import urlencode

from django import template
from django.utils.html import format_html

from articles import interface
from articles.reading import Said, date_in_words, reader_of, tell
from articles.wording import LANGUAGES

register = template.Library()
DAY = "%Y-%m-%d"


def reader(context) -> str:
    """The reader's language; English on a page that is made without a request."""
    return reader_of(getattr(context, "request", None) or context.get("request"))


@register.simple_tag(takes_context=True)
def word(context, key, **fields):
    """An interface word: {% word "claims" n=3 %}."""
    return interface.word(key, reader(context), **fields)


@register.simple_tag(takes_context=True)
def say(context, wording):
    """A Wording, marked with its language where that is not the reader's."""
    return tell(wording, reader(context)).html


@register.simple_tag(takes_context=True)
def plain(context, wording):
    """A Wording without markup, for titles and attributes."""
    return tell(wording, reader(context)).text


@register.simple_tag(takes_context=True)
def foreign(context, text, language):
    """A text of a known language, marked where that is not the reader's."""
    return Said(text, language, reader(context)).html


@register.simple_tag(takes_context=True)
def date(context, edtf):
    """An EDTF date in the reader's words."""
    return date_in_words(edtf, reader(context))


@register.simple_tag(takes_context=True)
def day(context, moment):
    """The day of a moment in the reader's words, in a time element."""
    if not moment:
        return ""
    iso = moment.strftime(DAY)
    words = date_in_words(iso, reader(context))
    return format_html('<time datetime="{}">{}</time>', iso, words)


@register.simple_tag(takes_context=True)
def language(context):
    return reader(context)


@register.simple_tag(takes_context=True)
def language_links(context):
    """Each language of the site: its name and the address of this page in it."""
    request = getattr(context, "request", None)
    page = request.GET.get("page", "") if request else ""
    kept = {"page": page} if page.isdecimal() else {}
    return [
        {"code": code, "name": name, "href": "?" + urlencode({"lang": code} | kept)}
        for code, name in LANGUAGES.items()
    ]


@register.simple_tag(takes_context=True)
def canonical(context):
    """The page's one address, whatever language or campaign it was asked with."""
    request = context.request
    page = request.GET.get("page", "")
    query = f"?page={page}" if page.isdecimal() and page != "1" else ""
    return request.build_absolute_uri(request.path) + query


@register.simple_tag(takes_context=True)
def translated(context, translation, title_language):
    """The sense of a title, for a reader who may not read the title's language."""
    language = reader(context)
    if title_language == language or language not in translation:
        return ""
    return format_html('<p class="gl">{}</p>', translation[language])
