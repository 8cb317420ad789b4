"""The form of a value: a figure as printed is enough where it reads in one way."""

from django.core.exceptions import ValidationError

from articles.admin.forms import VersionedForm
from articles.wording import LANGUAGES
from entities.models import Citation, Value
from entities.models.value import FIGURES
from entities.reading_values import COMPLETED, complete_figure


class ValueForm(VersionedForm):
    """Fills amount, bound and unit from the words where both amounts are empty."""

    def clean(self):
        cleaned = super().clean()
        given = cleaned if cleaned is not None else self.cleaned_data
        is_open = given.get("low") is None and given.get("high") is None
        has_errors = {"low", "high", "bound", "unit"} & set(self.errors)
        if given.get("type") in FIGURES and is_open and not has_errors:
            self._complete(given)
        return cleaned

    def _complete(self, given) -> None:
        value = Value(type=given["type"], as_printed=given.get("as_printed") or "")
        value.unit = given.get("unit")
        value.inferred_unit = given.get("inferred_unit")
        value.comparison = given.get("comparison") or ""
        bound = given.get("bound") or ""
        try:
            is_filled = complete_figure(
                value, self._languages(), bound="" if bound == "exact" else bound
            )
        except ValidationError as refused:
            self._tell(refused)
            return
        if is_filled:
            for column in COMPLETED:
                if column in self.fields:
                    given[column] = getattr(value, column)

    def _tell(self, refused: ValidationError) -> None:
        for name, texts in refused.message_dict.items():
            self.add_error(name if name in self.fields else None, texts)

    def _languages(self) -> list[str]:
        """Those of the articles that the claim cites, or every one that is read."""
        cited = Citation.objects.filter(claim=self.instance.claim_id).values_list(
            "passage__version__article__language", flat=True
        )
        known = {language.split("-")[0] for language in cited} & LANGUAGES.keys()
        return sorted(known) or list(LANGUAGES)
