"""A list or page of the desk costs the same for one row as for many.

`python -m tests.desk_queries` measures the same at two hundred and prints a table.
"""

import pytest
from django.contrib import admin

from tests.desk_parts import PARTS
from tests.desk_records import RECORDS, address_of, list_of, name_of
from tests.factories import make_draft_claim

pytestmark = pytest.mark.django_db
MORE = 4  # beside the first; a query for each row shows at two


@pytest.mark.parametrize("model", RECORDS)
def test_a_list_and_a_page_cost_the_same_for_one_row_and_for_five(
    model, editor_client, queries_for
):
    pages = [list_of(model), address_of(RECORDS[model]())]
    with_one = [queries_for(page) for page in pages]
    *_, last = [RECORDS[model]() for _ in range(MORE)]
    assert [queries_for(page) for page in pages] == with_one
    assert address_of(last) in editor_client.get(pages[0]).content.decode()


@pytest.mark.parametrize("model", PARTS)
def test_a_page_costs_the_same_for_one_of_each_part_and_for_five(
    model, editor_client, queries_for
):
    record, adders = RECORDS[model](), PARTS[model].values()
    page = address_of(record)
    for add in adders:
        add(record)
    with_one = queries_for(page)
    last = [[add(record) for _ in range(MORE)][-1] for add in adders]
    assert queries_for(page) == with_one
    shown = editor_client.get(page).content.decode()
    assert [text for text in last if text not in shown] == []


def test_a_history_costs_the_same_for_one_change_and_for_five(
    editor_client, queries_for
):
    claim = make_draft_claim()
    page = address_of(claim, "history")
    claim.save()
    with_one = queries_for(page)
    for n in range(MORE):
        claim.derived = f"step {n}"
        claim.save()
    assert queries_for(page) == with_one
    assert f"step {MORE - 1}" in editor_client.get(page).content.decode()


def test_every_list_of_the_desk_is_measured():
    assert {name_of(model) for model in admin.site._registry} == set(RECORDS)


def test_every_part_on_a_page_of_the_desk_is_measured():
    parts = {
        (name_of(model), inline.model._meta.model_name)
        for model, page in admin.site._registry.items()
        for inline in page.inlines
        if inline.max_num != 1
    }
    measured = {(model, part) for model, adders in PARTS.items() for part in adders}
    assert parts <= measured
