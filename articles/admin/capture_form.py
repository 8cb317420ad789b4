"""Forms of the capture page: what comes in, and what is confirmed of it."""

from django import forms
from django.core.exceptions import ValidationError

from articles.admin.forms import Finder, Lines, VersionedForm
from articles.admin.reasons import LONGEST
from articles.capture.decoding import MOST_BYTES
from articles.models import Article, Publisher

MOST_FILES = 20
LANGUAGE_NAMES = {
    "en": "English",
    "fr": "French",
    "zh": "Chinese, simplified",
    "zh-Hant": "Chinese, traditional",
    # Those that capturing does not know by itself: an editor says so.
    "ar": "Arabic",
    "cs": "Czech",
    "nl": "Dutch",
    "de": "German",
    "he": "Hebrew",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "fa": "Persian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "es": "Spanish",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
}
TYPES = [
    ("", "what it looks like"),
    ("text/plain", "plain text"),
    ("text/html", "HTML"),
    ("text/markdown", "Markdown"),
]


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files, as a list; their bytes are judged by capturing."""

    widget = Files(attrs={"accept": ".txt,.md,.html,.htm"})

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"Upload at most {MOST_FILES} files at a time; `manage.py capture` "
                "takes whole folders."
            )
        return files


class CaptureForm(forms.Form):
    """A text pasted, uploaded or read from the web: any of them, several at once."""

    text = forms.CharField(
        required=False,
        strip=False,
        label="Paste",
        widget=Lines(attrs={"rows": 14}),
        help_text="The text as it was published, or the source of its page.",
    )
    text_is = forms.ChoiceField(
        required=False, choices=TYPES, label="The paste is", help_text=""
    )
    files = FilesField(
        required=False,
        label="Files",
        help_text=f".txt, .md or .html; at most {MOST_FILES} of "
        f"{MOST_BYTES // 1_000_000} MB each.",
    )
    url = forms.CharField(
        required=False,
        label="Web address",
        max_length=2_000,
        widget=forms.TextInput(attrs={"class": "vURLField", "inputmode": "url"}),
        help_text="Read once, now; only pages and texts on the public Internet.",
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        return text if text.strip() else ""

    def clean(self):
        cleaned = super().clean()
        given = [cleaned.get(name) for name in ("text", "files", "url")]
        if not self.errors and not any(given):
            raise ValidationError("Paste a text, choose a file or give an address.")
        return cleaned


class CaptureAgainForm(CaptureForm):
    """A text becomes an article's next version, with a reason if readers see it."""

    reason = forms.CharField(
        widget=Lines(attrs={"rows": 2}),
        max_length=LONGEST,
        label="Why it is captured again",
        help_text="Readers see this article; its history keeps the reason.",
    )

    def __init__(self, *args, asks_why: bool, **options):
        super().__init__(*args, **options)
        if not asks_why:
            del self.fields["reason"]


class NewArticlesForm(CaptureForm):
    """What the editor knows of all that comes in counts more than what pages say."""

    publisher = forms.ModelChoiceField(
        Publisher.objects.all(),
        required=False,
        help_text="Of all of them; else the one a page names, if the desk knows it.",
    )
    language = forms.ChoiceField(
        required=False,
        choices=[("", "as found"), *LANGUAGE_NAMES.items()],
    )

    def __init__(self, *args, admin_site, **options):
        super().__init__(*args, **options)
        field = self.fields["publisher"]
        key = Article._meta.get_field("publisher")
        field.widget = Finder(key, admin_site, choices=field.choices)


class ConfirmForm(VersionedForm):
    """What a page says of itself, as fields of its draft article."""

    url = forms.URLField(
        required=False, max_length=500, assume_scheme="https", label="Address"
    )

    class Meta:
        model = Article
        fields = [
            "title",
            "title_language",
            "publisher",
            "language",
            "published_on",
            "published_basis",
            "byline",
            "url",
        ]

    def __init__(self, *args, admin_site, **options):
        super().__init__(*args, **options)
        field = self.fields["publisher"]
        key = Article._meta.get_field("publisher")
        field.widget = Finder(key, admin_site, choices=field.choices)
        field.widget.known = self.instance.publisher
