"""Which kinds of entity one thing may be called by different editors."""

from entities.models.entity import EntityKind

# A kind may stand in several families: a product may be a chip or a model, but no chip
# is a model. What is not named here is the same only within its kind.
FAMILIES = [
    {
        EntityKind.COMPANY,
        EntityKind.ORGANISATION,
        EntityKind.PUBLISHER,
        EntityKind.GOVERNMENT,
    },
    {EntityKind.MODEL, EntityKind.PRODUCT, EntityKind.SOFTWARE},
    {EntityKind.CHIP, EntityKind.PRODUCT},
    {EntityKind.CLUSTER, EntityKind.PRODUCT, EntityKind.SOFTWARE},
    {EntityKind.PROGRAMME, EntityKind.EVENT},
    {EntityKind.REPORT, EntityKind.PUBLISHER},
    {EntityKind.CONCEPT, EntityKind.CLASS},
]


def may_be_same(one: str, other: str) -> bool:
    """Whether entities of these kinds could be one thing under two headings."""
    return one == other or any({one, other} <= family for family in FAMILIES)
