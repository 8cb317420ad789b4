"""An imported file: every row is told by cell, and all of it is stored or nothing."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entities.models import Citation, Claim, Entity, Name, Topic, Value
from project.exchange import rows, run
from project.models import Batch, BatchState
from project.models.audit import AuditEvent
from tests.factories import (
    make_article,
    make_attribution,
    make_company,
    make_draft_claim,
    make_entity,
    make_name,
    make_property,
    make_topic,
    published,
)
from tests.project.exchanged import (
    applied,
    checked,
    csv_of,
    errors_of,
    lines,
    rows_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def annotator():
    """Somebody who drafts: may add and change, but neither publish nor override."""
    user = get_user_model().objects.create(username="ann", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="entities", codename__regex="^(add|change|view)_"
        )
    )
    return user


def changed(row: dict, **cells) -> bytes:
    return lines(row | cells)


def test_a_changed_cell_is_shown_and_then_stored_with_who_and_why(annotator):
    name = make_name(make_entity(), "Acme", note="old")
    (row,) = rows_of("names")
    batch = checked(changed(row, note="new"), annotator, reason="A typing error")
    (told,) = batch.rows.all()
    assert told.changes == [["note", "old", "new"]]
    name.refresh_from_db()
    assert name.note == "old"
    run.apply(batch)
    name.refresh_from_db()
    assert (name.note, name.revision) == ("new", 2)
    last = name.history.first()
    assert last.history_user == annotator
    assert "A typing error" in last.history_change_reason
    assert AuditEvent.objects.filter(kind=AuditEvent.Kind.IMPORT).count() == 1


def test_a_row_read_before_somebody_elses_change_is_refused_in_its_cell(annotator):
    name = make_name(make_entity(), "Acme")
    (row,) = rows_of("names")
    name.note = "by another"
    name.save()
    batch = checked(changed(row, note="mine"), annotator)
    ((column, words),) = errors_of(batch)
    assert column == "revision"
    assert "at revision 2, your row at 1" in words
    with pytest.raises(ValidationError, match="errors"):
        run.apply(batch)
    name.refresh_from_db()
    assert name.note == "by another"


def test_a_change_without_a_revision_is_refused(annotator):
    make_name(make_entity(), "Acme")
    (row,) = rows_of("names")
    del row["revision"]
    ((column, _),) = errors_of(checked(changed(row, note="mine"), annotator))
    assert column == "revision"


def test_each_wrong_cell_is_told_at_once(annotator):
    make_company(slug="acme")
    row = {
        "table": "claims",
        "ref": "N-1",
        "subject": "nobody",
        "property": "none",
        "certainty": "surely",
        "as_of": "20233",
        "presupposed": "perhaps",
    }
    batch = checked(lines(row), annotator)
    assert {column for column, _ in errors_of(batch)} == {
        "subject",
        "property",
        "certainty",
        "presupposed",
    }
    good = row | {"subject": "acme", "property": make_property().slug}
    good |= {"certainty": "plan", "presupposed": True, "sentences.en": "So."}
    assert [column for column, _ in errors_of(checked(lines(good), annotator))] == [
        "as_of"
    ]


def test_one_wrong_row_and_nothing_is_stored(annotator):
    entity = {"table": "entities", "kind": "company", "label.en": "Acme"}
    good, bad = entity | {"slug": "acme"}, entity | {"slug": "no slug!"}
    batch = checked(lines(good, bad), annotator)
    assert (batch.new_rows, batch.wrong_rows) == (1, 1)
    with pytest.raises(ValidationError):
        run.apply(batch)
    assert not Entity.objects.filter(slug="acme").exists()
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_a_claim_with_its_parts_comes_in_from_hand_written_tables(annotator):
    make_company(slug="acme")
    make_property("revenue")
    topic = make_topic(slug="chips")
    published(make_article(slug="source", text="Acme earned 5 yuan, then 5 yuan."))
    chain = make_attribution()
    voice = chain.origin.slug
    claim = {"table": "claims", "ref": "N-1", "subject": "acme"}
    claim |= {"property": "revenue", "sentences.en": "Five.", "topics": ["chips"]}
    value = {"table": "values", "claim": "N-1", "type": "quantity", "low": "5"}
    citation = {"table": "citations", "claim": "N-1", "article": "source", "version": 1}
    citation |= {"quote": "Acme earned", "attribution": chain.slug}
    citation |= {"asserted_by": voice}
    content = lines(citation, value | {"high": "5"}, claim)
    applied(content, annotator)
    made = Claim.objects.get(ref="N-1")
    assert (made.status, made.drafted_by) == ("draft", annotator)
    assert [row.topic for row in made.claim_topics.all()] == [topic]
    assert made.citations.get().passage.start == 0
    again = checked(content, annotator)
    assert (again.new_rows, again.unchanged_rows) == (0, 3), errors_of(again)
    twice = citation | {"quote": "5 yuan"}
    ((column, words),) = errors_of(checked(lines(twice), annotator))
    assert column == "start"
    assert "2 times" in words
    wrong = citation | {"quote": "Acme lost"}
    assert errors_of(checked(lines(wrong), annotator))[0][0] == "quote"


def test_a_mended_part_is_a_change_of_its_claim(annotator):
    claim = make_draft_claim()
    (row,) = [row for row in rows_of("claims") if row["table"] == "values"]
    applied(changed(row, as_printed="five"), annotator)
    claim.refresh_from_db()
    assert claim.revision == 2
    assert claim.history.first().history_user == annotator


def test_the_status_of_a_file_counts_for_publishers_only(annotator, admin_user):
    row = {"table": "entities", "slug": "acme", "kind": "company", "label.en": "Acme"}
    content = lines(row | {"status": "published", "revision": 7})
    applied(content, annotator)
    entity = Entity.objects.get(slug="acme")
    assert (entity.status, entity.drafted_by) == ("draft", annotator)
    again = checked(content, admin_user)
    assert again.unchanged_rows == 1
    assert "stays draft" in again.rows.get().notes[0]
    applied(content.replace(b"acme", b"beta"), admin_user)
    beta = Entity.objects.get(slug="beta")
    assert (beta.status, beta.revision) == ("published", 7)
    assert "Imported" in beta.override_reason


def test_what_is_published_is_changed_by_publishers_with_a_reason(
    annotator, admin_user
):
    make_name(make_company(), "Acme")
    content = changed(rows_of("names")[0], note="new")
    assert len(errors_of(checked(content, annotator, reason="Because"))) == 1
    assert "reason" in errors_of(checked(content, admin_user))[0][1]
    applied(content, admin_user, reason="Because")
    assert Name.objects.get().note == "new"


def test_who_may_not_add_or_change_is_told_so():
    nobody = get_user_model().objects.create(username="nobody")
    topic = make_topic()
    (row,) = rows_of("topics")
    content = lines(row | {"order": 9}, row | {"slug": "new"})
    words = [words for _, words in errors_of(checked(content, nobody))]
    assert words == ["You may not change a topic.", "You may not add a topic."]
    topic.refresh_from_db()
    assert topic.order == 0


def test_a_topic_may_stand_before_the_wider_one_and_rings_are_refused(annotator):
    below, above = (
        {"table": "topics", "slug": slug, "title.en": slug} for slug in ("aa", "zz")
    )
    applied(lines(below | {"parent": "zz"}, above), annotator)
    assert Topic.objects.get(slug="aa").parent.slug == "zz"
    row = next(row for row in rows_of("topics") if row["slug"] == "zz")
    assert len(errors_of(checked(changed(row, parent="aa"), annotator))) == 1


def test_the_desk_may_not_have_moved_between_check_and_store(annotator):
    name = make_name(make_entity(), "Acme")
    batch = checked(changed(rows_of("names")[0], note="mine"), annotator)
    name.kind = "alias"
    name.save()
    with pytest.raises(ValidationError, match="has changed since"):
        run.apply(batch)
    name.refresh_from_db()
    assert name.note == ""


def test_a_batch_is_stored_once(annotator):
    make_name(make_entity(), "Acme")
    batch = checked(changed(rows_of("names")[0], note="mine"), annotator)
    same = Batch.objects.get(pk=batch.pk)
    run.apply(batch)
    with pytest.raises(ValidationError, match="applied already"):
        run.apply(same)


def test_a_run_that_dies_in_the_middle_leaves_nothing_and_can_be_run_again(
    annotator, monkeypatch
):
    row = {"table": "entities", "kind": "company", "label.en": "Acme"}
    content = lines(*(row | {"slug": f"acme-{n}"} for n in range(3)))
    batch = checked(content, annotator)
    real = rows.save

    def dies(record, **options):
        if record.slug == "acme-2":
            raise KeyboardInterrupt
        real(record, **options)

    monkeypatch.setattr(rows, "save", dies)
    with pytest.raises(KeyboardInterrupt):
        run.apply(batch)
    assert not Entity.objects.filter(slug__startswith="acme").exists()
    monkeypatch.undo()
    run.apply(Batch.objects.get(pk=batch.pk))
    assert Entity.objects.filter(slug__startswith="acme").count() == 3


def test_the_same_row_twice_in_one_file_is_an_error(annotator):
    row = {"table": "entities", "slug": "acme", "kind": "company", "label.en": "Acme"}
    batch = checked(lines(row, row), annotator)
    assert "Line 1" in errors_of(batch)[0][1]


def test_checking_unchanged_rows_costs_no_query_per_row(annotator):
    counts = []
    for n in (1, 30):
        for m in range(n):
            make_name(make_entity(), f"Name {n} {m}")
        content = lines(*rows_of("names"))
        with CaptureQueriesContext(connection) as captured:
            assert checked(content, annotator).unchanged_rows
        # Each entity that a row names is asked for once.
        asked = [q for q in captured if 'FROM "entities_entity"' not in q["sql"]]
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_csv_of_figures_is_read_exactly(annotator):
    claim = make_draft_claim(value={"as_printed": "5 m", "position": 3})
    header = ["claim", "part", "type", "low", "high", "as_printed"]
    content = csv_of(header, [claim.key, "component", "quantity", "-0.1", "-0.1", "-"])
    applied(content, annotator, "values.csv")
    value = Value.objects.get(part="component")
    assert str(value.low.normalize()) == "-0.1"
    for wrong in ("1,000", "1e999", "NaN", "１", "0.1234567890123456"):
        bad = csv_of(header, [claim.key, "scale", "quantity", wrong, wrong, ""])
        assert errors_of(checked(bad, annotator, "values.csv")), wrong
    assert Citation.objects.count() == 0
