"""Who may do what with a record, when: one table, asked at every door.

Each cell is own work / others: `+` may, `r` may with a written reason, `-` may not.
"""

import json
from contextlib import suppress
from functools import cache

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from articles.models import Article, Proposal, may_propose, needs_reason
from articles.models.workflow import MOVES, Verb
from entities.models import Claim, Comparison, Entity, Topic
from tests.factories import make_citation, make_draft_claim, member_of

pytestmark = pytest.mark.django_db

WHY = "For a reason."
ROLES = ["viewer", "annotator", "reviewer", "publisher", "superuser"]
STATUSES = ["draft", "in_review", "published", "withdrawn"]
TABLE = """
              draft  in_review  published  withdrawn
viewer
  change      -/-    -/-        -/-        -/-
  submit      -/-    -/-        -/-        -/-
  send_back   -/-    -/-        -/-        -/-
  publish     -/-    -/-        -/-        -/-
  withdraw    -/-    -/-        -/-        -/-
  reopen      -/-    -/-        -/-        -/-
annotator
  change      +/+    -/-        -/-        -/-
  submit      +/+    -/-        -/-        -/-
  send_back   -/-    +/-        -/-        -/-
  publish     -/-    -/-        -/-        -/-
  withdraw    -/-    -/-        -/-        -/-
  reopen      -/-    -/-        -/-        -/-
reviewer
  change      +/+    +/+        -/-        -/-
  submit      +/+    -/-        -/-        -/-
  send_back   -/-    +/r        -/-        -/-
  publish     -/-    -/+        -/-        -/-
  withdraw    -/-    -/-        r/r        -/-
  reopen      -/-    -/-        -/-        +/+
publisher
  change      +/+    +/+        r/r        -/-
  submit      +/+    -/-        -/-        -/-
  send_back   -/-    +/r        -/-        -/-
  publish     r/r    r/+        -/-        -/-
  withdraw    -/-    -/-        r/r        -/-
  reopen      -/-    -/-        -/-        +/+
superuser
  change      +/+    +/+        r/r        -/-
  submit      +/+    -/-        -/-        -/-
  send_back   -/-    +/r        -/-        -/-
  publish     r/r    r/+        -/-        -/-
  withdraw    -/-    -/-        r/r        -/-
  reopen      -/-    -/-        -/-        +/+
"""


def cells():
    """Return (role, verb, status, own, cell) of each cell of the table."""
    role, found = "", []
    for line in TABLE.splitlines()[2:]:
        if not line.startswith(" "):
            role = line
            continue
        verb, *columns = line.split()
        for status, pair in zip(STATUSES, columns, strict=True):
            own, others = pair.split("/")
            found += [
                (role, verb, status, True, own),
                (role, verb, status, False, others),
            ]
    return found


CELLS = cells()


def person(role):
    if role in ("annotator", "reviewer", "publisher"):
        return member_of(role)
    user, _ = get_user_model().objects.get_or_create(
        username=role, defaults={"is_staff": True, "is_superuser": role == "superuser"}
    )
    if role == "viewer":
        may_view = Permission.objects.filter(codename__startswith="view_")
        user.user_permissions.set(may_view)
    return user


@pytest.fixture
def drafter(db):
    return get_user_model().objects.create(username="drafter", is_staff=True)


def test_the_table_is_whole():
    assert len(CELLS) == 5 * len(Verb) * len(STATUSES) * 2 == 240


@pytest.mark.parametrize("role", ROLES)
def test_the_models_say_what_the_table_says(role, drafter):
    """Of every kind of record: 5 kinds make 1,200 cells."""
    user = person(role)
    for _, verb, status, own, cell in [c for c in CELLS if c[0] == role]:
        for model in (Article, Claim, Comparison, Entity, Topic):
            record = model(status=status, drafted_by=user if own else drafter)
            told = f"{role} {verb} {status} {'own' if own else 'others'} {model}"
            assert record.may(verb, user) == (cell != "-"), told
            if cell != "-":
                assert needs_reason(record, verb, user) == (cell == "r"), told


def a_claim(status, drafted_by, published_by):
    """A claim that lacks nothing, in the given status."""
    claim = make_draft_claim(drafted_by=drafted_by)
    make_citation(claim)
    columns = {"status": status}
    if status in ("published", "withdrawn"):
        columns |= {"published_by": published_by, "published_at": claim.changed_at}
    if status == "withdrawn":
        columns |= {"withdrawal_reason": "It was wrong."}
    Claim.objects.filter(pk=claim.pk).update(**columns)
    return Claim.objects.get(pk=claim.pk)


AFTER = {
    Verb.SUBMIT: "in_review",
    Verb.SEND_BACK: "draft",
    Verb.PUBLISH: "published",
    Verb.WITHDRAW: "withdrawn",
    Verb.REOPEN: "draft",
}


@cache
def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def by_model(claim, verb, user, reason):
    with suppress(ValidationError, PermissionDenied):
        claim.move(verb, by=user, reason=reason)


def by_admin(claim, verb, user, reason):
    client_of(user).post(
        f"/admin/entities/claim/{claim.pk}/move/",
        {"verb": verb, "reason": reason, "revision": claim.revision},
    )


def by_admin_list(claim, verb, user, reason):
    action = "publish_alone" if verb == Verb.PUBLISH and reason else verb
    chosen = {"action": action, "_selected_action": [claim.pk], "reason": reason}
    client_of(user).post("/admin/entities/claim/", chosen)


def by_api(claim, verb, user, reason):
    client_of(user).post(
        f"/api/v1/claims/{claim.key}/status/",
        json.dumps({"verb": verb, "reason": reason}),
        content_type="application/json",
        headers={"if-match": f'"{claim.revision}"'},
    )


def by_command(claim, verb, user, reason):
    with suppress(CommandError):
        call_command("move", verb, "claims", claim.key, by=user.username, reason=reason)


DOORS = [by_model, by_admin, by_admin_list, by_api, by_command]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["annotator", "reviewer", "publisher"])
def test_every_door_obeys_the_table(door, role, drafter, capsys):
    """With a reason where the table wants one, and there also without."""
    client_of.cache_clear()
    user = person(role)
    client_of(user)  # logged in before what is done is undone
    second = get_user_model().objects.create(username="second")
    mine = [c for c in CELLS if c[0] == role and c[1] in MOVES]
    claims = {
        (status, own): a_claim(status, user if own else drafter, second)
        for status in STATUSES
        for own in (True, False)
    }
    for _, verb, status, own, cell in mine:
        for reason in {"-": [WHY], "+": [""], "r": ["", WHY]}[cell]:
            claim = Claim.objects.get(pk=claims[status, own].pk)
            expected = cell == "+" or (cell == "r" and reason == WHY)
            with transaction.atomic():
                door(claim, verb, user, reason)
                after = Claim.objects.get(pk=claim.pk).status
                transaction.set_rollback(True)
            told = f"{role} {verb} {status} {'own' if own else 'others'} {reason!r}"
            assert after == (AFTER[verb] if expected else status), told


# Whether a change may be proposed to what one drafted / others drafted, and whether
# one may decide on what others (o) proposed; on one's own nobody does.
PROPOSALS = """
              draft  in_review  published  withdrawn  decides
viewer        -/-    -/-        -/-        -/-        -
annotator     -/-    -/-        +/+        -/-        -
reviewer      -/-    -/-        +/+        -/-        o
publisher     -/-    -/-        -/-        -/-        o
superuser     -/-    -/-        -/-        -/-        o
"""


@pytest.mark.parametrize("line", PROPOSALS.splitlines()[2:])
def test_who_proposes_a_change_and_who_decides(line, drafter):
    role, *columns, decides = line.split()
    user, second = person(role), member_of("annotator")
    if role == "annotator":
        second = get_user_model().objects.create(username="second")
    for model in (Article, Claim, Comparison, Entity, Topic):
        for status, pair in zip(STATUSES, columns, strict=True):
            for by, cell in zip((user, drafter), pair.split("/"), strict=True):
                record = model(status=status, drafted_by=by)
                told = f"{role} {status} {model} drafted by {by}"
                assert may_propose(record, user) == (cell == "+"), told
        kind = ContentType.objects.get_for_model(model)
        others, own = (Proposal(content_type=kind, by=by) for by in (second, user))
        assert others.may_decide(user) == (decides == "o"), f"{role} {model}"
        assert not own.may_decide(user), f"{role} {model}"
