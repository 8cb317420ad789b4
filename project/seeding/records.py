"""What every kind of seed record shares: finding, checking, saving, publishing."""

from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import Status
from project.checked import save_checked
from project.groups import ANNOTATOR, REVIEWER
from project.seeding.reader import REQUIRED, Entry, SeedError

MAY_BE = {"draft", "in_review", "published"}


@contextmanager
def told_with_line(entry: Entry):
    """Turn a refusal by model or database into a SeedError with file and line."""
    where = entry.where
    try:
        yield
    except ValidationError as problem:
        raise SeedError(f"{where}: {_words(problem)}") from problem
    except IntegrityError as problem:
        raise SeedError(f"{where}: the database refuses it ({problem}).") from problem


def _words(problem: ValidationError) -> str:
    if not hasattr(problem, "error_dict"):
        return " ".join(problem.messages)
    return " ".join(
        f"{field}: {' '.join(messages)}"
        for field, messages in problem.message_dict.items()
    )


def find(model, entry: Entry, key: str, default: Any = REQUIRED, by: str = "slug"):
    """Take `key` and return the record of `model` that it names."""
    name = entry.take(key, default)
    return name if name is default else named(model, name, entry, by)


def named(model, name, entry: Entry, by: str = "slug"):
    record = model.objects.filter(**{by: name}).first()
    if record is None:
        noun = model._meta.verbose_name
        raise SeedError(f"{entry.where}: there is no {noun} “{name}”.")
    return record


def save(record, entry: Entry):
    """Check and store a new record, marked in its history as coming from the seeds."""
    record._change_reason = "seed"
    with told_with_line(entry):
        save_checked(record)
    return record


def editors():
    """Return who drafts and who publishes the seeds; made without a password."""
    people = get_user_model().objects
    made = []
    for username in (ANNOTATOR, REVIEWER):  # called as what they are
        person, created = people.get_or_create(username=username)
        if created:
            person.set_unusable_password()
            person.save()
            person.groups.add(Group.objects.get(name=username))
        made.append(person)
    return made


def bring_to(record, status: str, entry: Entry, *, by) -> None:
    """Move a fresh draft on to the status that the seeds give it."""
    if status not in MAY_BE:
        raise SeedError(f"{entry.where}: “{status}” is not a status of a seed.")
    with told_with_line(entry):
        if status == Status.IN_REVIEW:
            record.submit(by=record.drafted_by)
        elif status == Status.PUBLISHED:
            # They were reviewed where they were written; one step for the history.
            record.status = Status.IN_REVIEW
            record.publish(by=by)
