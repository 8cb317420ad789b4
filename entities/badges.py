"""Badges: short words beside a claim, each explained on the page “How we work”."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).with_name("badges.yaml")


@dataclass(frozen=True)
class Badge:
    slug: str
    group: str
    label: dict[str, str]
    meaning: dict[str, str]


@dataclass(frozen=True)
class BadgeGroup:
    slug: str
    label: dict[str, str]
    meaning: dict[str, str]
    badges: tuple[Badge, ...]


@cache
def _book() -> dict:
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


def intro() -> dict[str, str]:
    """The text above the badges, Markdown."""
    return _book()["intro"]


@cache
def badges() -> dict[str, Badge]:
    """Every badge by its slug, and by what the database calls it."""
    found = {}
    for row in _book()["badges"]:
        badge = Badge(row["slug"], row["group"], row["label"], row["meaning"])
        found[row["slug"]] = badge
        found[row.get("code", row["slug"])] = badge
    return found


@cache
def groups() -> tuple[BadgeGroup, ...]:
    """The badges under their headings, in the order of the page."""
    distinct = {badge.slug: badge for badge in badges().values()}.values()
    return tuple(
        BadgeGroup(
            row["slug"],
            row["label"],
            row["meaning"],
            tuple(badge for badge in distinct if badge.group == row["slug"]),
        )
        for row in _book()["groups"]
    )
