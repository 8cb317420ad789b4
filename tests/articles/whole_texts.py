"""Whole texts to measure with: our own digests, and the documents behind them."""

import re
from pathlib import Path

import yaml

from articles.text import normalise

FAST_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PROJECT = Path(__file__).parents[2]
MARKED = re.compile(r"\[([^\[\]]+)\]\([a-z0-9-]+\)")  # mentions in our digests


def read(path: Path):
    return yaml.load(path.read_text("utf-8"), FAST_SAFE_LOADER)  # noqa: S506


def our_texts() -> dict[str, str]:
    """The digests of the demo content, which are our own words, by name."""
    texts = {}
    for path in sorted((PROJECT / "seeds").glob("article-*.yaml")):
        article = read(path)["article"]
        if rows := article.get("sections"):
            text = "\n\n".join(MARKED.sub(r"\1", row["text"]) for row in rows)
            texts[f"{article['language'][:2]} digest {article['ref']}"] = text
    return texts


def raw_texts() -> dict[str, str]:
    """The five raw documents, where they lie beside the project."""
    shared = PROJECT.parent / "shared"
    if not (shared / "seeds").is_dir():
        return {}
    rows = read(shared / "truth" / "documents.yaml")["documents"]
    return {
        f"{row['languages'][0][:2]} raw {row['id']}": normalise(
            (shared / "seeds" / row["file"]).read_text("utf-8")
        )
        for row in rows
    }
