"""The tables of entities, what registers call them, their names, and topics."""

from articles.models import Publisher
from entities.identifiers import normalised
from entities.models import (
    Entity,
    EntityKind,
    EntityRelation,
    Identifier,
    Name,
    NameKind,
    RelationKind,
    Scheme,
    Topic,
)
from project.exchange.columns import (
    Column,
    FlagColumn,
    RevisionColumn,
    WholeColumn,
    WordColumn,
)
from project.exchange.declaring import ID, STATUS, choice, key, wording
from project.exchange.finder import Finder
from project.exchange.sheets import Cells, Sheet

ENTITIES = Sheet(
    "entities",
    Entity,
    (
        WordColumn("slug", may_be_empty=False),
        choice("kind", EntityKind),
        *wording("label"),
        *wording("description"),
        *wording("disambiguation"),
        *wording("outside_knowledge"),
        Column("note"),
        FlagColumn("is_implied"),
        key("publisher", Publisher, may_be_empty=True),
        *STATUS,
    ),
    identity=(("slug",),),
    order=("slug",),
    select=("publisher",),
    required=("slug", "kind"),
)


class IdentifierSheet(Sheet):
    """Identifiers, which are found by the spelling that their register uses."""

    def complete(self, cells: Cells, finder: Finder) -> None:
        value, mic = normalised(
            cells.get("scheme", ""), cells.get("value", ""), cells.get("mic", "")
        )
        cells |= {"value": value, "mic": mic}


IDENTIFIERS = IdentifierSheet(
    "identifiers",
    Identifier,
    (
        key("entity", Entity),
        choice("scheme", Scheme),
        WordColumn("value", may_be_empty=False),
        WordColumn("mic"),
        RevisionColumn(),
    ),
    identity=(("value", "scheme", "mic"),),
    order=("scheme", "value", "mic"),
    select=("entity",),
    owner="entity",
    required=("entity", "scheme", "value"),
)
RELATIONS = Sheet(
    "relations",
    EntityRelation,
    (key("entity", Entity), choice("kind", RelationKind), key("other", Entity)),
    identity=(("entity", "kind", "other"),),
    order=("entity__slug", "kind", "other__slug"),
    select=("entity", "other"),
    owner="entity",
    required=("entity", "kind", "other"),
)
NAMES = Sheet(
    "names",
    Name,
    (
        ID,
        key("entity", Entity),
        Column("text", may_be_empty=False),
        WordColumn("language", may_be_empty=False),
        choice("kind", NameKind),
        Column("note"),
        RevisionColumn(),
    ),
    identity=(("id",), ("entity", "text", "language")),
    order=("entity__slug", "language", "text"),
    select=("entity",),
    owner="entity",
    required=("entity", "text", "language"),
)
TOPICS = Sheet(
    "topics",
    Topic,
    (
        WordColumn("slug", may_be_empty=False),
        key("parent", Topic, may_be_empty=True),
        WholeColumn("order", may_be_empty=False),
        *wording("title"),
        *wording("description"),
        *wording("narrative"),
        *STATUS,
    ),
    identity=(("slug",),),
    order=("slug",),
    select=("parent",),
    required=("slug",),
)
