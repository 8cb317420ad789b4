"""Which names of the desk are looked for, and that they are those of now."""

import pytest

from entities.merging import merge
from entities.models import NameKind
from entities.spotting.known import Known, known_names
from entities.spotting.searching import spots
from tests.factories import (
    make_company,
    make_entity,
    make_name,
    published,
    publisher,
    reviewer,
)

pytestmark = pytest.mark.django_db


def said(text):
    return [text[s.start : s.end] for s in spots(text, [], known_names())]


def test_labels_and_names_are_looked_for_and_descriptions_are_not():
    acme = make_company(label={"en": "Acme", "zh": "极致"})
    make_name(acme, "Acme Corporation")
    make_name(acme, "the roadrunner firm", kind=NameKind.DESCRIPTION)
    text = "Acme Corporation is Acme, 极致, the roadrunner firm"
    assert said(text) == ["Acme Corporation", "Acme", "极致"]


def test_a_label_that_is_a_description_among_the_names_is_not_looked_for():
    outlet = make_entity(label={"en": "Unnamed Outlet"})
    make_name(outlet, "Unnamed Outlet", kind=NameKind.GLOSS)
    assert said("the Unnamed Outlet") == []


def test_a_new_name_is_looked_for_at_once_and_a_former_one_no_more():
    acme = make_company(label={"en": "Acme"})
    assert said("Acme, Zenith") == ["Acme"]
    name = make_name(acme, "Zenith")
    assert said("Acme, Zenith") == ["Acme", "Zenith"]
    name.text = "Nadir"
    name.save()
    assert said("Zenith, Nadir") == ["Nadir"]
    name.delete()
    assert said("Zenith, Nadir") == []


def test_what_was_withdrawn_or_merged_is_not_looked_for():
    acme, twin = make_company(label={"en": "Acme"}), make_company(label={"en": "Akme"})
    assert said("Acme and Akme") == ["Acme", "Akme"]
    acme.withdraw(by=reviewer(), reason="Made in error.")
    assert said("Acme and Akme") == ["Akme"]
    other = published(make_entity(kind="company", label={"en": "Zenith"}))
    merge(other, twin, by=publisher(), reason="One company.")
    (spot,) = spots("Akme", [], known_names())
    assert spot.entities == [other.pk]


def test_names_that_have_not_changed_are_not_read_again(django_assert_num_queries):
    make_company(label={"en": "Acme"})
    known_names()
    with django_assert_num_queries(2):
        known_names()


def test_an_edit_that_touches_no_name_keeps_the_machine():
    acme = make_company(label={"en": "Acme"})
    before = known_names()
    acme.note = "A note."
    acme.save()
    assert known_names() is before


def test_nothing_known_finds_nothing():
    assert spots("Acme", [], Known([])) == []
    assert len(Known([])) == 0
