"""A form that finds its passage by the words an editor pastes."""

import unicodedata

from django import forms
from django.contrib.admin import site
from django.core.exceptions import ValidationError

from articles.admin.forms import Finder, Lines, VersionedForm
from articles.models import Article, Passage, Version
from articles.models.passage import find_all


class PassageForm(VersionedForm):
    """Asks for article and quote in place of the passage's row number.

    A passage whose article, quote and place are left as they are is kept, even if the
    article has a newer version by now.
    """

    article = forms.ModelChoiceField(
        Article.objects.all(),
        widget=Finder(Version._meta.get_field("article"), site),
        help_text="The quote is looked for in the newest version of its text.",
    )
    quote = forms.CharField(
        widget=Lines(),
        max_length=5000,
        help_text="Paste the words exactly as the text has them.",
    )
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Which one is meant, where the text says this more than once: 1 is "
        "the first.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self._show(self.instance.passage)

    def _show(self, passage) -> None:
        places = find_all(passage.version.text, passage.quote)
        self.initial |= {
            "article": passage.version.article_id,
            "quote": passage.quote,
            "occurrence": places.index(passage.start) + 1 if len(places) > 1 else None,
        }
        if isinstance(finder := self.fields["article"].widget, Finder):
            finder.known = passage.version.article

    def clean(self):
        cleaned = super().clean()
        moved = {"article", "quote", "occurrence"} & set(self.changed_data)
        if {"article", "quote"} <= set(cleaned) and (moved or not self.instance.pk):
            try:
                self.instance.passage = self._find(**cleaned)
            except ValidationError as problem:
                self.add_error("quote", problem)
        return cleaned

    def _find(self, *, article, quote, occurrence=None, **_) -> Passage:
        version = article.current_version
        if version is None:
            raise ValidationError("No text has been captured for this article.")
        wanted = unicodedata.normalize("NFC", quote)
        return Passage.objects.find(version, wanted, occurrence)

    def _get_validation_exclusions(self):
        """Check a passage that was found too: it may be cited already."""
        found = {"passage"} if self.instance.passage_id else set()
        return super()._get_validation_exclusions() - found
