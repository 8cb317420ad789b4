"""Parse HTML that anybody wrote, in bounded time: too much of it is refused unread."""

import re

from django.core.exceptions import ValidationError
from lxml import etree, html

MOST_TAGS = 60_000
MOST_ATTRIBUTES = 2_000  # of one tag; the parser compares each with each
MOST_TEXT = 5_000_000  # characters
DEEPEST = 255  # where the parser stops, and would drop the rest without a word
TAG = re.compile(r"<[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(
    r"[\s/]*[^\s/>][^\s/>=]*(?:\s{0,9}=\s{0,9}(?:\"[^\"]*\"|'[^']*'|[^\s>\"']*))?"
)
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def parse(text: str):
    """Return the tree of a page. Raises ValidationError when it is too much."""
    if len(text) > MOST_TEXT:
        raise ValidationError(f"It has more than {MOST_TEXT:,} characters.")
    _refuse_what_takes_too_long(text)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False)
    text = DECLARATION.sub("", text)  # the text is decoded whatever it declares
    try:
        tree = html.document_fromstring(f"<!doctype html>{text}", parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise ValidationError("There is no page in it.") from problem
    if any("Excessive depth" in error.message for error in parser.error_log):
        raise ValidationError(
            f"Its elements are nested more than {DEEPEST} deep: no page that a person "
            "wrote. Paste the text alone."
        )
    return tree


def _refuse_what_takes_too_long(text: str) -> None:
    for tags, tag in enumerate(TAG.finditer(text), start=1):
        if tags > MOST_TAGS:
            raise ValidationError(
                f"It has more than {MOST_TAGS:,} elements. Save the article alone."
            )
        at, attributes = tag.end(), 0
        while found := ATTRIBUTE.match(text, at):
            at, attributes = found.end(), attributes + 1
            if attributes > MOST_ATTRIBUTES:
                raise ValidationError(
                    f"An element has more than {MOST_ATTRIBUTES:,} attributes. Save "
                    "the article alone."
                )
