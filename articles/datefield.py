"""A column that holds a date in EDTF and nothing else."""

from django.core.exceptions import ValidationError
from django.db import models

from articles.dates import Edtf, UnreadableDate


def validate_edtf(text: str) -> None:
    """Refuse what is not a date of the desk's EDTF, saying why."""
    try:
        Edtf.parse(text)
    except UnreadableDate as problem:
        raise ValidationError(str(problem)) from problem


class EdtfField(models.CharField):
    """EDTF text such as 2023-10, 2023-Q1, XXXX-08-22 or 2018/2019; "" is not known."""

    description = "A date, as precise as it is known (EDTF)"

    def __init__(self, *args, **options):
        options.setdefault("max_length", 80)
        super().__init__(*args, **options)
        self.validators = [*self.validators, validate_edtf]
