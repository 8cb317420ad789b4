"""The form of the import page."""

from django import forms
from django.core.exceptions import ValidationError

from project.exchange.files import MOST_BYTES


class ImportForm(forms.Form):
    """A file, and why it changes what is there."""

    file = forms.FileField(
        help_text="XLSX, CSV, several CSV in a ZIP archive, or JSONL, as the desk "
        "exports them. Nothing is stored before you have seen what would change.",
        error_messages={"empty": "The file is empty."},
    )
    reason = forms.CharField(
        required=False,
        max_length=300,
        help_text="Stands in the history of each record; needed where readers see the "
        "record already.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                f"The file has {file.size / 1_000_000:.1f} MB; at most "
                f"{MOST_BYTES // 1_000_000} MB are read. Split it."
            )
        return file
