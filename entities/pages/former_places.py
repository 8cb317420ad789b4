"""Links to a passage of an older text lead on to where its claims point now."""

from articles.models import Article
from entities.models import Citation
from entities.pages.loading import Loaded, article_key


def former_keys(loaded: Loaded, article: Article) -> dict[str, str]:
    """Return the keys of the article's passages that its public citations pointed at
    before, each with the key of the passage that one of them points at now."""
    now = {
        citation.pk: citation.passage.key
        for claim in loaded.claims.values()
        for citation in loaded.citations(claim)
        if article_key(citation) == article.pk
    }
    rows = (
        Citation.history.model.objects.filter(
            id__in=now, passage__version__article=article
        )
        .order_by("-id")
        .values_list("id", "passage__key")
    )
    keys = set(now.values())
    return {before: now[row] for row, before in rows if before not in keys}
