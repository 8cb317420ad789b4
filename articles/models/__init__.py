"""Imports run one way: article and version know publication; passage knows version."""

from articles.models.address import Addressed, FormerAddress
from articles.models.article import (
    Article,
    ArticleQuerySet,
    DateBasis,
    FormerSlug,
    Rights,
)
from articles.models.history import HistoryRow, Recorded
from articles.models.kept_form import KeptForm
from articles.models.passage import Passage
from articles.models.presence import Presence
from articles.models.publication import (
    Publishable,
    PublishableQuerySet,
    StaleRecord,
    Status,
    Versioned,
)
from articles.models.publisher import Publisher
from articles.models.version import Section, SectionKind, Version

__all__ = [
    "Addressed",
    "Article",
    "ArticleQuerySet",
    "DateBasis",
    "FormerAddress",
    "FormerSlug",
    "HistoryRow",
    "KeptForm",
    "Passage",
    "Presence",
    "Publishable",
    "PublishableQuerySet",
    "Publisher",
    "Recorded",
    "Rights",
    "Section",
    "SectionKind",
    "StaleRecord",
    "Status",
    "Version",
    "Versioned",
]
