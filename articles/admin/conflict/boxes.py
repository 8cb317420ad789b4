"""The boxes of a form as a browser sends them, compared three ways."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.models import ModelChoiceIterator

from articles.admin.forms import ROW_NUMBER
from articles.wording import LANGUAGES

THEIRS, MINE, ANEW = "theirs", "mine", "anew"
# Counted or chosen by the machinery of forms, not typed.
NOT_TYPED = {"revision", "DELETE"}

Sent = dict[str, list[str]]  # what one form sends: box -> values


@dataclass(frozen=True)
class Place:
    """One box of a form: where it stands, how it is called and drawn."""

    name: str  # without the form's prefix, with the language of a Wording
    label: str
    field: forms.Field
    widget: forms.Widget
    language: str = ""

    @property
    def may_be_absent(self) -> bool:
        """Whether a browser sends nothing at all for an empty box of this kind."""
        return isinstance(self.widget, forms.CheckboxInput) or getattr(
            self.widget, "allow_multiple_selected", False
        )


@dataclass
class Box:
    """A box as it was opened (`base`), as it is stored now and as it was typed.

    `base` is None where no history says how it was.
    """

    name: str  # as the form that was sent calls it
    place: Place
    base: list[str] | None
    theirs: list[str]
    mine: list[str]
    choice: str = ""
    anew: list[str] = field(default_factory=list)
    told: Callable[[Place, list[str]], str] = lambda place, sent: "\n".join(sent)

    @property
    def is_same(self) -> bool:
        return self.theirs == self.mine

    @property
    def only_theirs(self) -> bool:
        return not self.is_same and self.mine == self.base

    @property
    def only_mine(self) -> bool:
        return not self.is_same and self.theirs == self.base

    @property
    def is_disputed(self) -> bool:
        return not (self.is_same or self.only_theirs or self.only_mine)

    @property
    def is_settled(self) -> bool:
        return not self.is_disputed or self.choice in (THEIRS, MINE, ANEW)

    @property
    def result(self) -> list[str]:
        """What is to be saved; of a dispute, what was chosen."""
        if self.is_disputed and self.choice == ANEW:
            return self.anew
        if self.only_theirs or (self.is_disputed and self.choice == THEIRS):
            return self.theirs
        return self.mine

    @property
    def label(self) -> str:
        return self.place.label

    @property
    def language(self) -> str:
        return self.place.language

    def base_told(self) -> str:
        return self.told(self.place, self.base or [])

    def theirs_told(self) -> str:
        return self.told(self.place, self.theirs)

    def mine_told(self) -> str:
        return self.told(self.place, self.mine)

    def drawn(self) -> str:
        """Return the box itself, to write in what neither of the two has."""
        values = self.anew if self.choice == ANEW else self.mine
        many = getattr(self.place.widget, "allow_multiple_selected", False)
        value = values if many else "".join(values[:1])
        if isinstance(self.place.widget, forms.CheckboxInput):
            value = bool(values)
        named = {"id": f"anew-{self.name}", "aria-label": f"{self.label}, written anew"}
        attrs = {k: v for k, v in self.place.widget.attrs.items() if k != "required"}
        return self.place.widget.render(f"anew:{self.name}", value, attrs | named)


def places_of(form: forms.BaseForm, leave_out=()) -> list[Place]:
    """Return the boxes of a form; a Wording has one per language."""
    places = []
    for name, form_field in form.fields.items():
        if name in NOT_TYPED or name in leave_out or form_field.disabled:
            continue
        widget = plain(form_field.widget)
        label = str(form[name].label)
        if not isinstance(widget, forms.MultiWidget):
            places.append(Place(name, label, form_field, widget))
            continue
        for ending, part in zip(widget.widgets_names, widget.widgets, strict=True):
            language = part.attrs.get("lang", "")
            called = f"{label} ({LANGUAGES.get(language) or ending.strip('_')})"
            places.append(Place(name + ending, called, form_field, part, language))
    return places


def plain(widget: forms.Widget) -> forms.Widget:
    """Return the box without the pencil and plus that the admin puts beside it."""
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def as_shown(form: forms.BaseForm, leave_out=()) -> Sent:
    """Return what a browser sends of a form that was opened and left as it is."""
    sent: Sent = {}
    for name, form_field in form.fields.items():
        if name in NOT_TYPED or name in leave_out or form_field.disabled:
            continue
        value = form_field.prepare_value(form.get_initial_for_field(form_field, name))
        widget = plain(form_field.widget)
        if not isinstance(widget, forms.MultiWidget):
            sent[name] = sent_by(widget, value)
            continue
        values = value if isinstance(value, list) else widget.decompress(value)
        for ending, part, text in zip(
            widget.widgets_names, widget.widgets, values, strict=True
        ):
            sent[name + ending] = sent_by(part, text)
    return sent


def sent_by(widget: forms.Widget, value) -> list[str]:
    """Return what a browser sends of one box that shows `value`."""
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    texts = shown if isinstance(shown, list) else [shown]
    return [plain_text("" if text is None else str(text)) for text in texts]


def as_typed(data, prefix: str, places: list[Place], untouched: Sent) -> Sent:
    """Return what was sent for the boxes; one that is missing counts as untouched."""
    sent: Sent = {}
    for place in places:
        name = f"{prefix}{place.name}"
        if name in data or place.may_be_absent:
            sent[place.name] = [plain_text(text) for text in data.getlist(name)]
        else:
            sent[place.name] = untouched.get(place.name, [""])
    return sent


def plain_text(text: str) -> str:
    return text.replace("\r\n", "\n")


class Telling:
    """Says in an editor's words what a box holds; records are asked for once."""

    def __init__(self):
        self.labels: dict[int, dict[str, str]] = {}

    def learn(self, place: Place, keys) -> None:
        """Look up the records that boxes of one place name, in a single query."""
        if not isinstance(place.field, forms.ModelChoiceField):
            return
        found = place.field.queryset.in_bulk(
            {int(key) for key in keys if ROW_NUMBER.fullmatch(key)}
        )
        label = place.field.label_from_instance
        known = self.labels.setdefault(id(place.field), {})
        known |= {str(key): label(record) for key, record in found.items()}

    def __call__(self, place: Place, sent: list[str]) -> str:
        if isinstance(place.widget, forms.CheckboxInput):
            return "yes" if sent else "no"
        if isinstance(place.field, forms.ModelChoiceField):
            known = self.labels.get(id(place.field), {})
            return ", ".join(known.get(key, f"no. {key}") for key in sent if key)
        choices = getattr(place.field, "choices", None)
        if choices and not isinstance(choices, ModelChoiceIterator):
            named = {str(key): str(label) for key, label in choices if key != ""}
            return ", ".join(named.get(key, key) for key in sent if key)
        return "\n".join(sent)
