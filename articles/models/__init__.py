"""Imports run one way: article and version know publication, which knows workflow;
passage knows version, anchoring knows passage."""

from articles.models.address import Addressed, FormerAddress
from articles.models.anchoring import KeptPassage
from articles.models.article import (
    Article,
    ArticleQuerySet,
    DateBasis,
    FormerSlug,
    Rights,
)
from articles.models.as_if import also_shown, as_if_published
from articles.models.desk_act import DeskAct
from articles.models.history import HistoryRow, Recorded
from articles.models.kept_form import KeptForm
from articles.models.passage import Passage
from articles.models.presence import Presence
from articles.models.proposal import Proposal, may_propose
from articles.models.publication import (
    Obstacles,
    Publishable,
    PublishableQuerySet,
    StaleRecord,
    Versioned,
)
from articles.models.publisher import Publisher
from articles.models.version import Section, SectionKind, Version
from articles.models.workflow import Status, Verb, needs_reason, refusal

__all__ = [
    "Addressed",
    "Article",
    "ArticleQuerySet",
    "DateBasis",
    "DeskAct",
    "FormerAddress",
    "FormerSlug",
    "HistoryRow",
    "KeptForm",
    "KeptPassage",
    "Obstacles",
    "Passage",
    "Presence",
    "Proposal",
    "Publishable",
    "PublishableQuerySet",
    "Publisher",
    "Recorded",
    "Rights",
    "Section",
    "SectionKind",
    "StaleRecord",
    "Status",
    "Verb",
    "Version",
    "Versioned",
    "also_shown",
    "as_if_published",
    "may_propose",
    "needs_reason",
    "refusal",
]
