"""What the panel for a new claim offers to choose from."""

from django import template

from articles.wording import LANGUAGES, say
from entities.annotation.prefilling import all_properties
from entities.annotation.readings import property_of
from entities.models import CitationPart, Mode, QualifierKind, Topic, Unit
from entities.models.claim import Certainty, Polarity
from entities.models.value import Bound, ValueType

register = template.Library()


@register.simple_tag
def new_claim_choices(language: str, with_topics: bool) -> dict:
    """Words to choose from, and the sentences' boxes, that of `language` first."""
    own = language.split("-")[0]
    order = sorted(LANGUAGES, key=lambda code: code != own)
    return {
        "sentences": [(code, LANGUAGES[code]) for code in order],
        "types": ValueType.choices,
        "bounds": Bound.choices,
        "units": [(unit.slug, str(unit)) for unit in Unit.objects.all()],
        "certainties": Certainty.choices,
        "polarities": Polarity.choices,
        "parts": CitationPart.choices,
        "modes": Mode.choices,
        "vocabulary": {
            "properties": [
                {**property_of(row), "detail": say(row.group.label, "en")[0]}
                for row in all_properties()
            ],
            "qualifiers": [
                {"value": kind.slug, "label": str(kind)}
                for kind in QualifierKind.objects.all()
            ],
            "topics": _topics(own) if with_topics else [],
        },
    }


def _topics(language: str) -> list[dict]:
    found = []
    for topic in Topic.objects.kept_up().order_by("slug"):
        label, spoken = say(topic.title, language)
        found.append(
            {"value": topic.slug, "label": label or topic.slug, "lang": spoken}
        )
    return found
