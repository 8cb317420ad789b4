"""Wording: the same thing said in several languages, held as {"en": ..., "zh": ...}.

Every label, sentence and explanation that a reader meets is a Wording. A language is
missing rather than empty, and `say` falls back in the order of LANGUAGES.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

# BCP 47 primary tags; zh is simplified Chinese unless a name says otherwise.
LANGUAGES = {"en": "English", "zh": "中文", "fr": "Français"}


def validate_wording(wording) -> None:
    """Refuse anything but non-empty texts under known languages."""
    if not isinstance(wording, dict):
        raise ValidationError("Give one text per language.")
    for language, text in wording.items():
        if language not in LANGUAGES:
            raise ValidationError(f"“{language}” is not one of the site's languages.")
        if not isinstance(text, str) or not text.strip():
            raise ValidationError(f"The text in {LANGUAGES[language]} is empty.")


def say(wording: dict[str, str], language: str) -> tuple[str, str]:
    """Return (text, its language): in `language` if it is there, else the next best."""
    for candidate in (language, *LANGUAGES):
        if text := wording.get(candidate):
            return text, candidate
    return "", ""


class WordingWidget(forms.MultiWidget):
    """One box per language."""

    template_name = "articles/wording_widget.html"

    def __init__(self, widget=forms.Textarea, attrs=None):
        boxes = {
            language: widget(attrs={"lang": language, "aria-label": name})
            for language, name in LANGUAGES.items()
        }
        super().__init__(boxes, attrs)

    def decompress(self, value):
        return [(value or {}).get(language, "") for language in LANGUAGES]


class WordingFormField(forms.MultiValueField):
    def __init__(self, *, widget=None, max_length=None, **options):
        fields = [
            forms.CharField(required=False, max_length=max_length) for _ in LANGUAGES
        ]
        super().__init__(
            fields,
            require_all_fields=False,
            widget=WordingWidget(widget or forms.Textarea(attrs={"rows": 2}).__class__),
            **options,
        )

    def compress(self, values):
        return {
            language: text.strip()
            for language, text in zip(LANGUAGES, values, strict=False)
            if text and text.strip()
        }

    def has_changed(self, initial, data):
        return (initial or {}) != self.compress(data or [])


class WordingField(models.JSONField):
    """A column that holds a Wording and shows one box per language in a form."""

    description = "The same text in several languages"

    def __init__(self, *args, single_line=False, **options):
        options.setdefault("default", dict)
        self.single_line = single_line
        super().__init__(*args, **options)
        self.validators = [*self.validators, validate_wording]

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        if self.single_line:
            options["single_line"] = True
        return name, path, args, options

    def formfield(self, **options):
        widget = forms.TextInput if self.single_line else forms.Textarea
        return models.Field.formfield(
            self,
            form_class=WordingFormField,
            **({"widget": widget} | {k: v for k, v in options.items() if k == "label"}),
        )
