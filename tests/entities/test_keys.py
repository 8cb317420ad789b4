"""Names, values and qualifiers have keys, by which a spreadsheet finds them again."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import QuerySet

from entities.models import Name
from tests.factories import make_entity, make_name

filling = import_module(
    "entities.migrations.0003_rows_that_are_there_get_keys_and_a_first_record"
)


@pytest.mark.django_db
def test_rows_of_before_get_a_key_each_and_their_histories_the_same():
    first, second = (make_name(make_entity(), f"Acme {n}") for n in (1, 2))
    first.note = "once more"
    first.save()
    gone = make_name(make_entity(), "Gone")
    pk = gone.pk
    gone.delete()
    Name.objects.filter(pk=first.pk).update(key="a")
    Name.objects.filter(pk=second.pk).update(key="b")
    past = QuerySet(Name.history.model)  # ours refuses to edit history
    past.update(key="")
    filling.give_keys(MigrationLoader(connection).project_state().apps)
    keys = set(Name.objects.values_list("key", flat=True))
    assert len(keys) == 2
    assert not keys & {"", "a", "b"}
    for name in (first, second):
        name.refresh_from_db()
        known = set(name.history.values_list("key", flat=True))
        assert known == {name.key}
    lost = set(Name.history.filter(id=pk).values_list("key", flat=True))
    assert len(lost) == 1
    assert not lost & (keys | {""})
