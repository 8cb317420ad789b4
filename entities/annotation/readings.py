"""What prefilling reads, told to the desk's script: as printed, as read, where."""

from articles.dates import ReadDate
from articles.wording import say
from entities.figure_words import figure_in_words
from entities.figures import Figure
from entities.models import Entity, Property, Unit, Value
from entities.prefill import Reading


def words_of(reading: Reading, text: str) -> dict | None:
    """Where the words stand that a field comes from, and the words."""
    if reading.words is None:
        return None
    start, end = reading.words
    return {"start": start, "end": end, "quote": text[start:end]}


def value_of(reading: Reading, text: str, units: dict[str, Unit]) -> dict:
    """A figure or date as the fields of a value, with its reading in words."""
    told = _date(reading.gives) if isinstance(reading.gives, ReadDate) else None
    told = told or _figure(reading.gives, units)
    return {**told, "words": words_of(reading, text)}


def _figure(figure: Figure, units: dict[str, Unit]) -> dict:
    unit = units.get(figure.unit or "")
    return {
        "type": figure.kind,
        "as_printed": figure.as_printed,
        "low": plain(figure.low),
        "high": plain(figure.high),
        "bound": figure.bound,
        "unit": unit.slug if unit else None,
        "comparison": figure.comparison,
        "reading": figure_reading(figure, unit),
    }


def figure_reading(figure: Figure, unit: Unit | None) -> str:
    """“24亿元 = CNY 2,400,000,000”."""
    value = Value(type=figure.kind, bound=figure.bound, unit=unit)
    value.low = figure.low  # type: ignore[assignment]  # null, which stubs miss
    value.high = figure.high  # type: ignore[assignment]  # the same
    value.comparison = figure.comparison
    said = figure_in_words(value, "en", scaled=False).replace("\u00a0", " ")
    if figure.unit and unit is None:
        space = "" if figure.unit == "%" else " "
        said = f"{said.removesuffix(', no unit given')}{space}{figure.unit}"
    return f"{figure.as_printed} = {said}"


def _date(read: ReadDate) -> dict:
    edtf = str(read.edtf)
    told = {
        "type": "date",
        "as_printed": read.as_printed,
        "date": edtf,
        "bound": read.bound,
        "date_part": read.part,
        "year_is_implied": read.year_implied,
        "relative_to": str(read.relative_to) if read.relative_to else "",
    }
    said = read.edtf.in_words("en")
    if read.bound == "at_most":
        said = f"{said} at the latest"
    elif read.bound == "earliest":
        said = f"{said} at the earliest"
    return {**told, "reading": f"{read.as_printed} = {said}"}


def plain(number) -> str | None:
    """A Decimal as a person writes it."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def entity_of(entity: Entity, language: str) -> dict:
    """An entity as the panel's boxes have it, named in the language if it can."""
    label, language = say(entity.label, language)
    return {
        "value": entity.slug,
        "label": label or entity.slug,
        "lang": language,
        "detail": entity.get_kind_display(),
    }


def property_of(property: Property) -> dict:
    """A property with what it asks for; its required qualifiers are loaded before."""
    label, _ = say(property.label, "en")
    return {
        "value": property.slug,
        "label": label or property.slug,
        "value_types": property.value_types,
        "required": [
            {"value": kind.slug, "label": str(kind)}
            for kind in property.required_qualifiers.all()
        ],
    }
