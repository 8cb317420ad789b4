"""Imports run one way: vocabulary, entity, topic, attribution, claim, value,
qualifier, citation, refusal, comment, comparison, merge; each knows those before it."""

from entities.models.attribution import Attribution, AttributionLink
from entities.models.citation import Citation, CitationPart, Mention, Mode
from entities.models.claim import (
    Certainty,
    Checkable,
    Claim,
    Polarity,
    Rank,
)
from entities.models.comment import Comment, Thread
from entities.models.comparison import (
    Comparison,
    ComparisonClaim,
    ComparisonClass,
    ComparisonState,
    Independence,
    Side,
)
from entities.models.entity import (
    Entity,
    EntityKind,
    EntityRelation,
    FormerSlug,
    Identifier,
    Name,
    NameKind,
    RelationKind,
    Scheme,
)
from entities.models.filing import ClaimSubject, ClaimTopic
from entities.models.merge import (
    Distinction,
    Merge,
    MergedRow,
    MergeKind,
    RowChange,
)
from entities.models.qualifier import Qualifier, Stance
from entities.models.refusal import Refusal
from entities.models.topic import FormerTopicSlug, Topic
from entities.models.value import (
    Bound,
    Value,
    ValueEntity,
    ValuePart,
    ValueType,
)
from entities.models.vocabulary import (
    LinkVerb,
    Property,
    PropertyGroup,
    QualifierKind,
    Unit,
    UnitKind,
)

__all__ = [
    "Attribution",
    "AttributionLink",
    "Bound",
    "Certainty",
    "Checkable",
    "Citation",
    "CitationPart",
    "Claim",
    "ClaimSubject",
    "ClaimTopic",
    "Comment",
    "Comparison",
    "ComparisonClaim",
    "ComparisonClass",
    "ComparisonState",
    "Distinction",
    "Entity",
    "EntityKind",
    "EntityRelation",
    "FormerSlug",
    "FormerTopicSlug",
    "Identifier",
    "Independence",
    "LinkVerb",
    "Mention",
    "Merge",
    "MergeKind",
    "MergedRow",
    "Mode",
    "Name",
    "NameKind",
    "Polarity",
    "Property",
    "PropertyGroup",
    "Qualifier",
    "QualifierKind",
    "Rank",
    "Refusal",
    "RelationKind",
    "RowChange",
    "Scheme",
    "Side",
    "Stance",
    "Thread",
    "Topic",
    "Unit",
    "UnitKind",
    "Value",
    "ValueEntity",
    "ValuePart",
    "ValueType",
]
