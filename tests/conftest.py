"""Fixtures that every test may want."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_for(client):
    """Return how many queries a GET of the given address costs."""

    def count(url, client=client):
        client.get(url)  # warm the caches that outlive a request
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def editor_client(client, admin_user):
    """A client logged in as somebody who may do everything in the admin."""
    client.force_login(admin_user)
    return client
