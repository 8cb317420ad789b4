"""What lists and pages of the desk cost: `python -m tests.desk_queries` prints a table.

Each list is shown whole and each page in full, first with one row, then with two
hundred. It works in a database of its own, SQLite or whatever DATABASE_URL names, and
ends with 1 where any of them costs more queries for more rows.
"""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

NOTHING = "—"


@contextmanager
def forgotten():
    """Undo what was made inside."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def measure(client, pages: list[str], add: Callable, rows: int) -> list[list[int]]:
    """Return what the pages cost with one row, which is there, and with `rows`."""
    from tests.counting import count_queries

    one = [count_queries(client, page) for page in pages]
    for _ in range(rows - 1):
        add()
    return [one, [count_queries(client, page) for page in pages]]


def cost_of_rows(client, model: str, rows: int) -> list[str]:
    """Return the cells of a model's list and of one record's page."""
    from tests.desk_records import RECORDS, address_of, list_of

    with forgotten():
        pages = [list_of(model), address_of(RECORDS[model]())]
        counts = measure(client, pages, RECORDS[model], rows)
    return [f"{one} / {many}" for one, many in zip(*counts, strict=True)]


def cost_of_parts(client, model: str, rows: int) -> str:
    """Return the cell of a page with one and with `rows` of each of its parts."""
    from tests.desk_parts import PARTS
    from tests.desk_records import RECORDS, address_of

    adders = PARTS.get(model)
    if adders is None:
        return NOTHING
    with forgotten():
        record = RECORDS[model]()

        def add():
            for add_part in adders.values():
                add_part(record)

        add()
        [[one], [many]] = measure(client, [address_of(record)], add, rows)
    return f"{one} / {many}"


def grows(cell: str) -> bool:
    return cell != NOTHING and len(set(cell.split(" / "))) > 1


def report(client, rows: int) -> int:
    """Print the table as it is made; return how many cells grow."""
    from django.contrib import admin

    from tests.desk_records import name_of

    print(f"| queries for 1 / {rows} rows | list | page | page, of each part |")
    print("|---|---|---|---|")
    growing = 0
    for model in admin.site._registry:
        name = name_of(model)
        cells = [*cost_of_rows(client, name, rows), cost_of_parts(client, name, rows)]
        print("|", " | ".join([model._meta.label_lower, *cells]), "|", flush=True)
        growing += sum(map(grows, cells))
    return growing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200)
    options = parser.parse_args()
    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests.benchmark import own_database

    with own_database():
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("chief"))
        growing = report(client, options.rows)
    if growing:
        print(f"{growing} cost more for more rows.")
    return int(growing > 0)


if __name__ == "__main__":
    sys.exit(main())
