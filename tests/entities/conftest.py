"""Whom the tests of proposals have: who proposes, who decides, and on what."""

import pytest

from tests.entities.proposing import person
from tests.factories import make_claim


@pytest.fixture
def ann(db):
    return person("ann", "annotator")


@pytest.fixture
def rey(db):
    return person("rey", "reviewer")


@pytest.fixture
def claim(db):
    return make_claim()
