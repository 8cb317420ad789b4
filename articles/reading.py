"""What a reader is shown of a Wording or a date: text that knows its own language."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.dates import Edtf, UnreadableDate
from articles.wording import say


@dataclass(frozen=True)
class Said:
    """A text for a reader of `reader`, written in `language`."""

    text: str
    language: str
    reader: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_foreign(self) -> bool:
        return bool(self.language) and self.language.split("-")[0] != self.reader

    @property
    def attr(self) -> SafeString:
        """The lang attribute, leading space included, where the page needs one."""
        if not self.is_foreign:
            return SafeString("")
        return format_html(' lang="{}"', self.language)

    @cached_property
    def html(self) -> SafeString:
        """The text, wrapped in a span with its language where that is foreign."""
        if not self.is_foreign:
            return format_html("{}", self.text)
        return format_html('<span lang="{}">{}</span>', self.language, self.text)


def reader_of(request) -> str:
    """The language that project.language found for the request; English without one."""
    return getattr(request, "reader_language", "en")


def tell(wording: dict[str, str] | None, reader: str) -> Said:
    """The wording in the reader's language, or in the next best."""
    text, language = say(wording or {}, reader)
    return Said(text, language, reader)


def date_in_words(edtf: str, reader: str) -> str:
    """An EDTF date as the reader writes it; other text comes back as it is."""
    if not edtf:
        return ""
    try:
        return Edtf.parse(edtf).in_words(reader)
    except UnreadableDate:
        return edtf
