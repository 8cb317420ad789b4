"""A small desk with one of everything that the tables of the exchange hold."""

import csv
import io
import json
from decimal import Decimal

from django.db.models import QuerySet

from articles.models import Passage
from entities.models import (
    Attribution,
    AttributionLink,
    Citation,
    Claim,
    ClaimSubject,
    ClaimTopic,
    Entity,
    EntityRelation,
    Identifier,
    Name,
    Qualifier,
    Stance,
    Topic,
    Value,
    ValueEntity,
)
from project.exchange import run
from project.exchange.writing import export
from project.models import Batch
from tests.factories import (
    make_article,
    make_citation,
    make_company,
    make_draft_claim,
    make_name,
    make_qualifier,
    make_topic,
    make_value,
    published,
)

ORDER = [
    Citation,
    Stance,
    Qualifier,
    ValueEntity,
    Value,
    ClaimTopic,
    ClaimSubject,
    Claim,
    AttributionLink,
    Attribution,
    Name,
    Identifier,
    EntityRelation,
]


def make_desk() -> Claim:
    """A published claim with every part there is, and what it names."""
    acme, beta = make_company(slug="acme"), make_company(slug="beta")
    make_name(acme, "Acme", note="=1+1")
    make_name(acme, "爱克米", language="zh")
    Identifier.objects.create(entity=acme, scheme="wikidata", value="Q42")
    EntityRelation.objects.create(entity=acme, kind="part_of", other=beta)
    wider = make_topic(slug="zz-wider", narrative={"en": "Line one\n\n- @two"})
    topic = make_topic(slug="aa-narrower", parent=wider)
    article = published(make_article(slug="source", text="They lost -3.5 yuan, 🤔 so."))
    claim = make_draft_claim(
        subject=acme, topics=[topic], ref="T-1", note={"en": '"=HYPERLINK(1)"'}
    )
    ClaimSubject.objects.create(claim=claim, entity=beta)
    value = make_value(
        claim, part="component", low=Decimal("-3.5"), high=Decimal("-3.5"), position=1
    )
    ValueEntity.objects.create(value=value, entity=beta, role="partner")
    make_qualifier(claim, "compared_with", entity=beta)
    make_qualifier(claim, number=-3, position=1)
    Stance.objects.create(claim=claim, by=beta, position="doubts")
    make_citation(claim, article, "-3.5 yuan, 🤔", translation={"fr": "+ ou -"})
    return published(claim)


def empty_the_desk() -> None:
    """Leave articles, publishers and the desk's words; take all that names them."""
    for model in ORDER:
        _remove(model)
    QuerySet(Topic).update(parent=None)
    for model in (Topic, Entity, Passage):
        _remove(model)


def _remove(model) -> None:
    rows = QuerySet(model)
    rows._raw_delete(rows.db)


def exported(kind: str, format_name: str, **options) -> bytes:
    with export(kind, format_name, **options) as file:
        return file.read()


def checked(content: bytes, by, filename="all.jsonl", **options) -> Batch:
    return run.check(Batch.of(content, filename=filename, by=by, **options))


def applied(content: bytes, by, filename="all.jsonl", **options) -> Batch:
    batch = checked(content, by, filename, **options)
    assert not batch.wrong_rows, errors_of(batch)
    run.apply(batch)
    return batch


def errors_of(batch: Batch) -> list:
    return [error for row in batch.rows.all() for error in row.errors]


def rows_of(kind: str) -> list[dict]:
    """The rows of a kind as JSONL has them."""
    return [json.loads(line) for line in exported(kind, "jsonl").splitlines()]


def lines(*rows: dict) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def csv_of(header: list[str], *rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()
