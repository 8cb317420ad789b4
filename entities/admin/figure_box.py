"""Where an editor types an amount."""

from decimal import Decimal

from django import forms

from articles.admin.desk import DeskFields
from entities.models.value import FigureField


class FigureBox(forms.TextInput):
    """Shows an amount without the zeros that the column adds: 2400000000, 0.5."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "class": "figure"} | (attrs or {}))

    def format_value(self, value):
        if not isinstance(value, Decimal):
            return super().format_value(value)
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


FIGURE_BOXES = DeskFields.formfield_overrides | {FigureField: {"widget": FigureBox}}
