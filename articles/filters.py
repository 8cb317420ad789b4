"""What a list of articles may be asked for, and how any list is asked.

A filter cleans its value and hands it to a word of the queryset; it holds no rule.
"""

from datetime import UTC

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from articles.models import Publisher

# Most names and references are far shorter; what is longer is no name of ours.
LONGEST = 300


class Asked:
    """A filter that hands its value to `ask`: a word of the queryset or a function."""

    def __init__(self, *, ask, says, pattern=None, **options):
        self.ask = ask
        described = {"type": "string", "description": says} | (pattern or {})
        self._spectacular_annotation = {"field": described}
        super().__init__(**options)

    def filter(self, records, value):
        if value in (None, ""):
            return records
        if callable(self.ask):
            return self.ask(records, value)
        return getattr(records, self.ask)(value)


class Text(Asked, filters.CharFilter):
    def __init__(self, **options):
        super().__init__(**({"max_length": LONGEST} | options))


class OneOf(Asked, filters.ChoiceFilter):
    def __init__(self, words, **options):
        super().__init__(
            choices=words.choices, pattern={"enum": list(words.values)}, **options
        )


class Record(Asked, filters.ModelChoiceFilter):
    """A record by its slug or key; one that is hidden is unknown like any other."""

    def __init__(self, among, to_field_name="slug", **options):
        super().__init__(
            queryset=lambda request: among(), to_field_name=to_field_name, **options
        )


class MomentField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text)
            if moment and moment.tzinfo:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(
            "Give date, time and zone, such as 2026-11-21T08:00:00Z; a plus sign in an "
            "address is written %%2B."  # doubled: django-filter formats the message
        )


class ModifiedSince(Asked, filters.Filter):
    field_class = MomentField

    def __init__(self):
        super().__init__(
            ask=lambda records, moment: records.filter(changed_at__gte=moment),
            says="Changed at this moment or later.",
            pattern={"format": "date-time"},
        )


class Language(Asked, filters.CharFilter):
    field_class = forms.RegexField

    def __init__(self, **options):
        super().__init__(
            regex=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z",
            error_messages={
                "invalid": "Give a language tag such as en, zh or zh-Hant."
            },
            **options,
        )


class ArticleFilter(filters.FilterSet):
    language = Language(
        ask=lambda articles, tag: articles.filter(language=tag),
        says="Language of the text.",
    )
    publisher = Record(
        Publisher.objects.published,
        ask=lambda articles, publisher: articles.filter(publisher=publisher),
        says="Slug of the publisher.",
    )
    modified_since = ModifiedSince()
