"""A form that finds its passage by the words an editor pastes."""

from django import forms
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from articles.admin.forms import Finder, Lines, VersionedForm
from articles.anchoring.locating import Found, How, locate
from articles.models import Article, Passage, Version
from articles.models.passage import find_all
from entities.admin.named_place import named, shown_place

TOLD = 200  # characters of a quote in a message


class PassageForm(VersionedForm):
    """Asks for article and quote in place of the passage's row number.

    What the text says once is taken, also where it is only printed otherwise; then
    `printed` holds the text's own words. Of several places, or where the text says it
    only nearly, the form comes back with the places to choose from. A passage whose
    article, quote and place are left as they are is kept, even if the article has a
    newer version by now.
    """

    article = forms.ModelChoiceField(
        Article.objects.all(),
        widget=Finder(Version._meta.get_field("article"), site),
        help_text="The quote is looked for in the newest version of its text.",
    )
    quote = forms.CharField(
        widget=Lines(),
        max_length=5000,
        help_text="Paste the words; kinds of quotation marks, dashes and spaces do not "
        "matter.",
    )
    occurrence = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Which one is meant, where the text says this more than once: 1 is "
        "the first.",
    )
    place = forms.CharField(
        required=False,
        max_length=40,
        label="Which place is meant",
        widget=forms.HiddenInput,
    )

    printed = ""  # the words that were found, where they are not as they were typed

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

    def _find(self, *, article, quote, occurrence=None, place="", **_) -> Passage:
        version = article.current_version
        if version is None:
            raise ValidationError("No text has been captured for this article.")
        found = locate(version.text, quote)
        meant = self._meant(version, found, quote, occurrence, place)
        if meant.how != How.EXACT:
            self.printed = version.text[meant.start : meant.end]
        return Passage.objects.mark(version, meant.start, meant.end)

    def _meant(self, version, found: list[Found], quote, occurrence, place) -> Found:
        """Return the place that is meant, or offer those there are and refuse."""
        for one in found:
            if place == named(version, one):
                return one
        words = Truncator(quote).chars(TOLD)
        sure = [one for one in found if one.is_sure]
        if len(sure) == 1 and occurrence in (None, 1):
            return sure[0]
        if sure and occurrence:
            if occurrence <= len(sure):
                return sure[occurrence - 1]
            text = f"The text says “{words}” {len(sure)} times only."
            raise ValidationError(text)
        if sure:
            self._offer(version, sure, quote)
            raise ValidationError(
                f"The text says “{words}” {len(sure)} times; choose which is meant."
            )
        if not found:
            raise ValidationError(f"The text does not say “{words}”.")
        self._offer(version, found, quote)
        raise ValidationError(
            f"The text does not say “{words}”. Choose what comes nearest, if you mean "
            "that, or mend the quote."
        )

    def _offer(self, version, found: list[Found], quote) -> None:
        """Let the form come back with a button for each place."""
        self.fields["place"].widget = forms.RadioSelect(
            choices=[
                (named(version, one), shown)
                for one, shown in zip(
                    found, shown_place(version, found, quote), strict=True
                )
            ]
        )

    def _get_validation_exclusions(self):
        """Check a passage that was found too: it may be cited already."""
        found = {"passage"} if self.instance.passage_id else set()
        return super()._get_validation_exclusions() - found
