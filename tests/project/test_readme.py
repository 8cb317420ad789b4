"""The README names what a newcomer and an operator need, and nothing that is not so."""

import re

from django.conf import settings

README = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


def test_the_readme_begins_with_the_two_commands():
    block = README.split("```")[1]
    assert block.split("\n") == ["", "python3 dev.py run", "python3 dev.py test", ""]


def test_the_readme_names_every_environment_variable():
    source = (settings.BASE_DIR / "project/settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))
    assert names
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_page_and_file_that_the_readme_names_is_there(client, db):
    addresses = set(re.findall(r"^\| `(/[^`{]*)`", README, re.M))
    assert {"/admin/", "/articles/", "/api/docs/"} <= addresses
    known = {
        address: client.get(address).status_code
        for address in addresses
        if "iflytek" not in address and "compute" not in address  # need the seeds
    }
    assert set(known.values()) <= {200, 302}, known
    named = re.findall(r"`((?:docs|entities|articles|project)/[^`*]+)`", README)
    assert len(named) > 5
    for path in named:
        assert (settings.BASE_DIR / path).exists(), path
