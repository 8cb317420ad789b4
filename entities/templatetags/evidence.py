"""What the panel for evidence offers to choose from."""

from django import template

from articles.wording import LANGUAGES
from entities.models import CitationPart, Mode

register = template.Library()


@register.simple_tag
def evidence_choices(language: str) -> dict:
    """Return parts and modes as (value, label), and the languages that a quote in
    `language` may be translated into, as (code, name)."""
    primary = language.partition("-")[0]
    return {
        "parts": CitationPart.choices,
        "modes": Mode.choices,
        "languages": [item for item in LANGUAGES.items() if item[0] != primary],
    }
