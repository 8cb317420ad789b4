"""Forms of the desk: they carry the revision that was read, and find things by name."""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from articles.models import StaleRecord
from articles.slugs import free_slug

ROW_NUMBER = re.compile(r"[0-9]{1,18}")  # more digits than any database's key holds
NOBODY = "?"  # is nobody's row number
ADDRESS = re.compile(r"^.*/([0-9]{1,18})/change/.*$")  # of a record's page at the desk


class FinderMixin:
    """An autocomplete that shows a record loaded already without asking for it again,
    and that takes nonsense in an address or a form for nothing chosen.

    Where no script finds anything, a box takes the addresses of records' pages at the
    desk, with a link to the list that has them.
    """

    known = None

    def render(self, name, value, attrs=None, renderer=None):
        options = self.field.remote_field.model._meta
        list_name = f"{options.app_label}_{options.model_name}_changelist"
        return super().render(name, value, attrs, renderer) + format_html(
            '<noscript><label>or the address of its page: <input name="{}-address" '
            'size="24"></label> <a class="by-address" href="{}">'
            "Look it up in the list of {}</a>"
            "</noscript>",
            name,
            reverse(f"{self.admin_site.name}:{list_name}"),
            options.verbose_name_plural,
        )

    def value_from_datadict(self, data, files, name):
        pasted = data.get(f"{name}-address", "").split()
        if not pasted:
            return super().value_from_datadict(data, files, name)
        found = [ADDRESS.sub(r"\1", address) for address in pasted]
        keys = [key if ROW_NUMBER.fullmatch(key) else NOBODY for key in found]
        return keys if self.allow_multiple_selected else keys[0]

    def value_omitted_from_data(self, data, files, name):
        omitted = super().value_omitted_from_data(data, files, name)
        return omitted and f"{name}-address" not in data

    def optgroups(self, name, value, attr=None):
        wanted = [key for key in map(str, value) if ROW_NUMBER.fullmatch(key)]
        if self.known is None or wanted != [str(self.known.pk)]:
            return super().optgroups(name, wanted, attr)
        options = [] if self.is_required else [("", "", False)]
        label = self.choices.field.label_from_instance(self.known)
        options.append((self.known.pk, label, True))
        return [
            (
                None,
                [
                    self.create_option(name, key, text, chosen, index)
                    for index, (key, text, chosen) in enumerate(options)
                ],
                0,
            )
        ]


class Finder(FinderMixin, AutocompleteSelect):
    """Finds one record by its name."""


class ManyFinder(FinderMixin, AutocompleteSelectMultiple):
    """Finds several records by their names."""


class Lines(forms.Textarea):
    """A box of several lines that keeps the newlines that are stored."""

    def __init__(self, attrs=None):
        super().__init__({"rows": 3, "class": "vLargeTextField"} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        text = super().value_from_datadict(data, files, name)
        return text and text.replace("\r\n", "\n")


class DeskForm(forms.ModelForm):
    """Hands each autocomplete the record that it shows, if it is loaded."""

    # What the database refused on the first try; see DeskAdmin.changeform_view.
    refusal: ValidationError | None = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            finder = getattr(field.widget, "widget", field.widget)
            if isinstance(finder, Finder):
                finder.known = self.instance._state.fields_cache.get(name)

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            raise self.refusal
        return cleaned


class VersionedForm(DeskForm):
    """Refuses to write over what somebody else saved after this form was opened."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        # The column is counted by the UPDATE, never typed.
        exclude = ["revision"]  # noqa: DJ006 (the admin names the fields)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial["revision"] = self.instance.revision

    def clean(self):
        read = self.cleaned_data.get("revision")
        if self.instance.pk and read != self.instance.revision:
            raise StaleRecord(self._who_was_first())
        return super().clean()

    def _who_was_first(self) -> str:
        """Say who saved in between; what was typed stays in the form."""
        last = self.instance.history.select_related("history_user").first()
        who = (last and last.history_user) or "Somebody else"
        when = f" on {last.history_date:%d %B %Y at %H:%M} UTC" if last else ""
        return format_html(
            "{} changed this {} “{}”{}, after you had opened it. Nothing was saved; "
            "what you typed still stands below. Open it anew in another tab, compare, "
            "and enter your change there.",
            who,
            self.instance._meta.verbose_name,
            self.instance,
            when,
        )


class AddressedForm(VersionedForm):
    """Refuses an address that once led to another record: it redirects for ever.

    A new record may leave its address to the desk.
    """

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not self.instance.pk and "slug" in self.fields:
            field = self.fields["slug"]
            field.required = False
            words = self.instance.main_words or "title"
            field.help_text = f"In its page's address; made from the {words} if empty."

    def clean(self):
        cleaned = super().clean()
        is_open = not self.instance.pk and "slug" in cleaned
        if is_open and not cleaned["slug"]:
            words = cleaned.get(self.instance.main_words or "title") or ""
            texts = words.values() if isinstance(words, dict) else [words]
            cleaned["slug"] = free_slug(type(self.instance), *texts)
        return cleaned

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        former = type(self.instance).former_slugs.rel.related_model.objects
        elsewhere = former.filter(slug=slug)
        if self.instance.pk:
            elsewhere = elsewhere.exclude(target=self.instance.pk)
        if elsewhere.exists():
            raise ValidationError("This address once led to something else.")
        return slug
