"""What others have done at an article's desk since a page of it was opened."""

from uuid import UUID

from django.contrib.auth import get_user_model

from articles.changes import earlier
from articles.models import Version
from entities.annotation.mentions import with_suggestions
from entities.annotation.outcome import outcome
from entities.annotation.suggesting import id_of
from entities.annotation.touched import Found, touched_since

# A change gets its id when it first writes and is seen when it is done: one that took
# this many seconds is not missed by who asked in between.
LONGEST = 30


def news_since(version: Version, user, change: UUID, *, own: bool = False) -> dict:
    """Return an outcome of what was done since, and each change in words.

    `own` takes in what the person did, in another window. `reload` says that it was too
    much to be told so.
    """
    found = touched_since(version, user, earlier(change, LONGEST), own=own)
    newest = max([change, *(row.change for row in found.rows)])
    return {
        "marks": [],
        "cards": [],
        "removed": [],
        **(_only_shown(shown_anew(version, user, "", found)) if found.rows else {}),
        "change": str(newest),
        "news": _in_words(found),
        "reload": found.too_many,
    }


def shown_anew(version: Version, user, said: str, found: Found) -> dict:
    """Return the outcome of what was found, suggestions at its places included."""
    suggestions = sorted(id_of(*place) for place in found.places)
    told = outcome(
        version,
        user,
        said,
        passages=found.passages,
        claims=found.claims,
        removed=[*found.removed, *suggestions],
    )
    if not found.places:
        return told
    return with_suggestions(told, version, user, at=found.places)


def _only_shown(told: dict) -> dict:
    return {name: told[name] for name in ("marks", "cards", "removed")}


def _in_words(found: Found) -> list[dict]:
    acts = found.told()
    people = get_user_model().objects.in_bulk({who for who, _ in acts.values() if who})
    return [
        {
            "change": str(change),
            "said": f"{_name(people.get(who))} {done}.",
        }
        for change, (who, done) in sorted(acts.items())
    ]


def _name(person) -> str:
    return (person and (person.get_full_name() or person.get_username())) or "Somebody"
