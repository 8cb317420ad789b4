"""The whole site as one file, a bundle: made by `dump`, brought back by `load`.

A bundle is a zip archive with one JSONL file per table, named like
`articles.article.jsonl`, and a `manifest.json` that says which schema they have, how
many rows and bytes there are, and each file's SHA-256. The same content gives the same
bytes on every database, so two sites are equal when their bundles are.
"""

FORMAT = "dossier-bundle/1"
MANIFEST = "manifest.json"


class BundleError(Exception):
    """Why there is no bundle, or why this one is not loaded, in an editor's words."""
