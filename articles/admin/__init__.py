"""The desk for what others published: publishers, articles and their texts; and for
changes that were proposed to any record."""

from articles.admin import article, proposals, publisher, text

__all__ = ["article", "proposals", "publisher", "text"]
