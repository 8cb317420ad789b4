"""Fixtures that every test may want."""

from functools import partial

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test.utils import setup_databases, teardown_databases

from tests.counting import count_queries
from tests.flushing import let_flushing_pass
from tests.memory import call_in_one_piece, search_for_garbage_less_often

let_flushing_pass()
# Every test that logs in would pay a quarter of a second for a hash nobody attacks.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish():
    search_for_garbage_less_often()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    pyfuncitem.obj = partial(call_in_one_piece, pyfuncitem.obj)
    return (yield)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_blocker
):
    """Make the test database whenever anything asks for it.

    pytest-django's own makes none where no test of the run bears its mark, and the
    fixtures below would then write into the developer's database.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def queries_for(client):
    """Return how many queries a GET of the given address costs."""

    def count(url, client=client):
        return count_queries(client, url)

    return count


@pytest.fixture
def editor_client(client, admin_user):
    """A client logged in as somebody who may do everything in the admin."""
    client.force_login(admin_user)
    return client


@pytest.fixture(scope="module")
def seeded_once(django_db_setup, django_db_blocker):
    """The demo content, seeded once for a module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeded_once):
    """The demo content for one test, which may change it. Not to be mixed with `db`."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
