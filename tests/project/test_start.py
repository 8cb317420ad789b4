"""What `python3 dev.py run` does to the database, and what it leaves alone."""

import shutil
from io import StringIO

import pytest
import yaml
from django.conf import settings as real_settings
from django.core.management import call_command
from django.db import OperationalError, connection

from entities.models import Entity, Unit
from project.management.commands.start import (
    database,
    explanation,
    fingerprint,
    remember,
)

pytestmark = pytest.mark.django_db

REAL_SEEDS = real_settings.BASE_DIR / "seeds"
LISTS = ("publishers", "topics", "attributions", "comparisons")


def iflytek():
    seeds = yaml.safe_load((REAL_SEEDS / "entities.yaml").read_text("utf-8"))
    return next(entity for entity in seeds["entities"] if entity["slug"] == "iflytek")


@pytest.fixture
def entities(tmp_path, settings):
    """Return the file of entities in a checkout whose seeds hold only one."""
    settings.BASE_DIR = tmp_path
    settings.DEBUG = True  # as on a developer's machine, which pytest undoes
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    shutil.copy(REAL_SEEDS / "vocabulary.yaml", seeds)
    for name in LISTS:
        (seeds / f"{name}.yaml").write_text(f"{name}: []\n")
    write(seeds / "entities.yaml", iflytek())
    return seeds / "entities.yaml"


def write(path, *entities):
    path.write_text(yaml.safe_dump({"entities": list(entities)}), encoding="utf-8")


def start():
    out = StringIO()
    call_command("start", "--no-server", stdout=out)
    return out.getvalue()


def test_an_empty_database_is_seeded(entities):
    start()
    assert Entity.objects.filter(slug="iflytek").exists()


def test_starting_again_brings_nothing_back_that_an_editor_removed(entities):
    start()
    Unit.objects.get(slug="JPY").delete()
    start()
    assert Unit.objects.exists()
    assert not Unit.objects.filter(slug="JPY").exists()


def write_second(path):
    write(path, iflytek(), iflytek() | {"slug": "huawei", "identifiers": []})


def test_changed_seeds_are_seeded_and_leave_an_editor_s_words_alone(entities):
    start()
    edited = Entity.objects.get(slug="iflytek")
    edited.description = {"en": "As the editor puts it."}
    edited.save()
    write_second(entities)
    start()
    assert Entity.objects.filter(slug="huawei").exists()
    edited.refresh_from_db()
    assert edited.description == {"en": "As the editor puts it."}


def test_a_database_made_anew_is_seeded_though_the_seeds_are_known(entities):
    remember({database(): fingerprint()})
    start()
    assert Entity.objects.filter(slug="iflytek").exists()


def test_a_database_older_than_the_code_is_named():
    sentence = explanation(OperationalError("no such column: entities_claim.rank"))
    assert "no such column: entities_claim.rank" in sentence
    assert f"move {connection.settings_dict['NAME']} away" in sentence


def test_a_locked_database_is_not_to_be_moved_away():
    sentence = explanation(OperationalError("database is locked"))
    assert sentence == "The database cannot be used: database is locked."
