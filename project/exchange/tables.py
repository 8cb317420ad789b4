"""All tables, in the order in which they can be read."""

from project.exchange.claim_tables import (
    ATTRIBUTIONS,
    CITATIONS,
    CLAIMS,
    LINKS,
    QUALIFIERS,
    STANCES,
    VALUES,
)
from project.exchange.entity_tables import (
    ENTITIES,
    IDENTIFIERS,
    NAMES,
    RELATIONS,
    TOPICS,
)

# What is named stands before what names it.
SHEETS = {
    sheet.name: sheet
    for sheet in (
        ENTITIES,
        IDENTIFIERS,
        RELATIONS,
        NAMES,
        TOPICS,
        ATTRIBUTIONS,
        LINKS,
        CLAIMS,
        VALUES,
        QUALIFIERS,
        STANCES,
        CITATIONS,
    )
}
