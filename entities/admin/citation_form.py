"""A citation's form: the passage by its words, the chain chosen or made in place."""

from django import forms
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError

from articles.admin.forms import ROW_NUMBER, Finder
from articles.admin.strangers import may_see
from articles.models import Article
from entities.admin.passage_form import PassageForm
from entities.attributing import Link, attribution_of, own_attribution
from entities.models import Attribution, Citation, Entity, LinkVerb


class CitationForm(PassageForm):
    """Without a chain, the article's publisher says so, alone or after somebody else.

    What is made for that is told in `made`; a refused form leaves nothing of it behind.
    """

    speaker = forms.ModelChoiceField(
        Entity.objects.current(),
        required=False,
        label="Or said by",
        widget=Finder(Citation._meta.get_field("asserted_by"), site),
        help_text="If no chain is chosen: from whom the article's publisher has it.",
    )
    speaker_verb = forms.ModelChoiceField(
        LinkVerb.objects.all(), required=False, label="How they have it"
    )

    user = None  # whoever fills it in; see PartOfRecord
    made = ""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "attribution" not in self.fields:
            return
        for name in ("attribution", "asserted_by"):
            self.fields[name].required = False
        self.fields[
            "attribution"
        ].help_text = "Empty: the article's publisher alone, or after the voice below."
        self.fields["asserted_by"].help_text += " Leave it empty for the last."
        if self.user and not may_see(self.user, Entity):
            self.fields["speaker"].disabled = True
        if not self.instance.pk:
            self._begin_with(str(self.initial.get("article") or ""))

    def _begin_with(self, article: str) -> None:
        """Offer the chain that the article was cited by last."""
        if self.initial.get("attribution") or not ROW_NUMBER.fullmatch(article):
            return
        if self.user and not may_see(self.user, Attribution):
            return
        cited = Citation.objects.filter(passage__version__article=article)
        if last := cited.order_by("-pk").first():
            self.initial["attribution"] = last.attribution_id

    def clean(self):
        cleaned = super().clean()
        is_sound = self.instance.passage_id and not self.errors
        if is_sound and not cleaned.get("attribution"):
            self._attribute(cleaned)
        chain = cleaned.get("attribution")
        if chain and not cleaned.get("asserted_by") and "asserted_by" in self.fields:
            cleaned["asserted_by"] = chain.origin
        return cleaned

    def _attribute(self, cleaned) -> None:
        try:
            cleaned["attribution"], self.made = self._made(
                cleaned["article"], cleaned.get("speaker"), cleaned.get("speaker_verb")
            )
        except PermissionDenied as refused:
            self.add_error("attribution", f"{refused} Choose a chain that is there.")
        except ValidationError as refused:
            self.add_error("attribution", refused.messages)

    def _made(self, article: Article, speaker, verb) -> tuple[Attribution, str]:
        if speaker and verb is None:
            raise ValidationError("Say how they have it: choose a verb.")
        plain, made = own_attribution(article, user=self.user)
        if not speaker:
            return plain, made
        links = [Link(by=row.by, verb=row.verb) for row in plain.links.all()]
        chain = attribution_of([*links, Link(by=speaker, verb=verb)], user=self.user)
        return chain, made

    def _get_validation_exclusions(self):
        """Check what was filled in here though the boxes may be left empty."""
        filled = {"attribution", "asserted_by"} & {
            name for name, given in self.cleaned_data.items() if given
        }
        return super()._get_validation_exclusions() - filled
