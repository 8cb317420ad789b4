"""Where an editor writes down why: for a verb, or for a change that readers see."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.forms import Lines
from articles.models import Status, Verb, refusal
from articles.models.proposal import LONGEST_REASON

LONGEST = 2000
ASKED = {
    Verb.SEND_BACK: ("What has to change", "Whoever drafted it sees this."),
    Verb.PUBLISH: (
        "Why no second person reviews it",
        "It stays in the history. Leave it empty where you are the second person.",
    ),
    Verb.WITHDRAW: ("Reason", "Readers who follow an old link see this reason."),
}


class ReasonForm(forms.Form):
    """Asks for the reason of a verb."""

    reason = forms.CharField(widget=Lines(attrs={"rows": 4}), max_length=LONGEST)

    def __init__(self, *args, verb: str, required: bool = True, **options):
        super().__init__(*args, **options)
        field = self.fields["reason"]
        field.required = required
        field.label, field.help_text = ASKED.get(verb, ("Reason", ""))


SEEN = "Readers see this record: what was wrong or is new? The history keeps it."
ABOUT_A_PROPOSAL = {
    "help_text": "Whoever decides reads this, and the history keeps it: at most "
    f"{LONGEST_REASON:,} characters.",
}


def asking_why(
    form: type[forms.BaseForm], help_text: str = SEEN, **options
) -> type[forms.BaseForm]:
    """Return the form with a box for the reason of a change that readers see."""
    box = forms.CharField(
        widget=Lines(attrs={"rows": 2}),
        max_length=LONGEST,
        label="Reason",
        help_text=help_text,
        **options,
    )
    return type(form)(f"Asking{form.__name__}", (form,), {"change_reason": box})


class HasReasons:
    """The page of a record that is published and withdrawn: what was written down
    about where it stands now."""

    reasons = ("override_reason", "withdrawal_reason", "former_withdrawal")

    def reasons_of(self, record) -> list[str]:
        """Return those of `reasons` that its page shows."""
        if record.status in (Status.PUBLISHED, Status.WITHDRAWN):
            return [name for name in self.reasons[:2] if getattr(record, name)]
        return ["former_withdrawal"] if record.withdrawal_reason else []

    @admin.display(description="was withdrawn because")
    def former_withdrawal(self, record) -> str:
        return (
            f"{record.withdrawal_reason} (Readers of the old address go on being told "
            "so until it is published again.)"
        )


class ChangesItsRecord:
    """A form for one part of a record: who may change the record may change it."""

    user = None
    part_of = ""  # the key, as a path
    proposed_to = None  # the one record to which the part is proposed

    def clean(self):
        cleaned = super().clean()
        for record in self._records(cleaned):
            if refused := self._refusal(record):
                self.add_error(self.part_of.split("__")[0], self._told(refused))
            elif record.status == Status.PUBLISHED and not cleaned.get("change_reason"):
                text = "Readers see what this belongs to; say why it is changed."
                self.add_error("change_reason", text)
        return cleaned

    def _refusal(self, record) -> Exception | None:
        if self.proposed_to is None:
            return refusal(record, Verb.CHANGE, self.user)
        if record == self.proposed_to:
            return None
        return ValidationError(f"This is proposed for “{self.proposed_to}”.")

    def _records(self, cleaned) -> list:
        """Return the record it belongs to, and the one it belonged to before."""
        field, *further = self.part_of.split("__")
        before = getattr(self.instance, field, None) if self.instance.pk else None
        found = {part for part in (before, cleaned.get(field)) if part}
        for name in further:
            found = {getattr(part, name) for part in found}
        return sorted(found, key=lambda record: record.pk)

    def _told(self, refused: Exception) -> str:
        if isinstance(refused, ValidationError):
            return " ".join(refused.messages)
        return str(refused)
