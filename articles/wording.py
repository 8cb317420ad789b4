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
    """One labelled box per language; `errors` says which box is wrong and how."""

    template_name = "articles/wording_widget.html"

    def __init__(self, widget=forms.Textarea, attrs=None):
        lines = {"rows": 2} if issubclass(widget, forms.Textarea) else {}
        boxes = {
            language: widget(attrs={"lang": language, "class": "wording-box", **lines})
            for language in LANGUAGES
        }
        self.errors: dict[str, list[str]] = {}
        self.label = ""
        super().__init__(boxes, attrs)

    def decompress(self, value):
        return [(value or {}).get(language, "") for language in LANGUAGES]

    def value_from_datadict(self, data, files, name):
        """Return the texts with the newlines that are stored; browsers send CR LF."""
        texts = super().value_from_datadict(data, files, name)
        return [text and text.replace("\r\n", "\n") for text in texts]

    def get_context(self, name, value, attrs):
        # A wording is wanted in one language at least: no single box is required.
        for_all = ["required", "aria-invalid"] if self.errors else ["required"]
        attrs = {k: v for k, v in (attrs or {}).items() if k not in for_all}
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        boxes = context["widget"]["subwidgets"]
        for box, (language, label) in zip(boxes, LANGUAGES.items(), strict=True):
            box["label"] = label
            if "id" in context["widget"]["attrs"]:
                box["attrs"]["id"] = f"{context['widget']['attrs']['id']}_{language}"
            box["errors"] = self.errors.get(language, [])
            if box["errors"]:
                box["attrs"]["aria-invalid"] = "true"
                box["attrs"]["aria-describedby"] = f"{box['attrs'].get('id')}_error"
        return context


class WordingFormField(forms.MultiValueField):
    """Cleans to a Wording; each refused text is marked at its own box."""

    def __init__(self, *, widget=forms.Textarea, max_length=None, **options):
        boxes = [
            forms.CharField(required=False, max_length=max_length) for _ in LANGUAGES
        ]
        super().__init__(
            boxes,
            require_all_fields=False,
            widget=WordingWidget(widget) if isinstance(widget, type) else widget,
            **options,
        )
        self.widget.label = self.label or ""

    def clean(self, value):
        self.widget.errors = self._errors_per_box(value or [])
        if self.widget.errors:
            languages = ", ".join(LANGUAGES[code] for code in self.widget.errors)
            raise ValidationError(f"Mend the text in {languages}.")
        wording = super().clean(value)
        if self.required and not wording:  # boxes of nothing but spaces
            raise ValidationError(self.error_messages["required"], code="required")
        return wording

    def _errors_per_box(self, texts) -> dict[str, list[str]]:
        errors = {}
        for language, box, text in zip(LANGUAGES, self.fields, texts, strict=False):
            try:
                box.clean(text)
            except ValidationError as problem:
                errors[language] = problem.messages
        return errors

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
        box = forms.TextInput if self.single_line else forms.Textarea
        wanted = {k: v for k, v in options.items() if k in ("label", "help_text")}
        # `default` is a callable, for which Django would add a hidden copy of each box.
        fixed = {"show_hidden_initial": False, "initial": None, "widget": box}
        return models.Field.formfield(
            self, form_class=WordingFormField, **(fixed | wanted)
        )
