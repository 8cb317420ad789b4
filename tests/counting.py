"""How many queries a page costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(client, address: str) -> int:
    """Return the queries of a GET that is answered, once caches are warm."""
    client.get(address)  # warm the caches that outlive a request
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(captured)
