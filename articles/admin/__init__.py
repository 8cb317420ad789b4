"""The desk for what others published: publishers, articles and their texts."""

from articles.admin import article, publisher, text

__all__ = ["article", "publisher", "text"]
