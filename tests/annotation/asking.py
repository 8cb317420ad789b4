"""Asks the addresses of the desk as its page's script does."""

import json

from django.test import Client

from tests.factories import annotator


class Desk:
    """One person at the desk of one article."""

    def __init__(self, article, user=None) -> None:
        self.article = article
        self.client = Client()
        self.client.force_login(user or annotator())

    def ask(self, method: str, path: str = "", body=None, *, revision=None, key=None):
        """Return the answer of `path` under the article's address."""
        headers = {}
        if revision is not None:
            headers["If-Match"] = f'"{revision}"'
        if key:
            headers["Idempotency-Key"] = key
        return self.client.generic(
            method,
            f"/api/v1/desk/articles/{self.article.slug}/{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )

    def done(self, method: str, path: str = "", body=None, **options) -> dict:
        """Return what a write that succeeds answers."""
        answer = self.ask(method, path, body, **options)
        assert answer.status_code in (200, 201), answer.content
        return answer.json()

    def refused(self, status: int, method: str, path: str, body=None, **options) -> str:
        """Return all that a refusal of this status says."""
        answer = self.ask(method, path, body, **options)
        assert answer.status_code == status, answer.content
        said = answer.json()
        texts = [text for texts in said.get("errors", {}).values() for text in texts]
        return " ".join([said["detail"], *texts])

    def place(self, quote: str) -> dict:
        text = self.article.current_version.text
        start = text.index(quote)
        return {
            "version": self.article.current_version.number,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
        }

    def undo(self, outcome: dict) -> dict:
        return self.done("POST", "undo/", {"change": outcome["change"]})
