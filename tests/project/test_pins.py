"""The requirements files say what pyproject.toml says."""

import re
import tomllib

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR


def direct_pins():
    """Return (file, name, version) of each dependency in pyproject.toml."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {"requirements.txt": known["project"]["dependencies"]}
    for group, pins in known["dependency-groups"].items():
        groups[f"requirements-{group}.txt"] = pins
    for file, pins in groups.items():
        for pin in pins:
            name, _, version = pin.partition("==")
            yield file, name.partition("[")[0], version


@pytest.mark.parametrize(("file", "name", "version"), list(direct_pins()))
def test_a_dependency_is_pinned_with_its_reason(file, name, version):
    entry = rf"^# \w.+\n{re.escape(name)}=={re.escape(version)} [;\\]"
    assert re.search(entry, (ROOT / file).read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["", "-dev", "-e2e"])
def test_every_package_carries_its_hash_and_no_address(name):
    text = (ROOT / f"requirements{name}.txt").read_text()
    packages = re.split(r"^(?=[a-z].*==)", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [package for package in packages if "--hash=sha256:" not in package] == []
    assert "//" not in text
    assert "--index" not in text


def test_a_package_has_one_version_in_all_files():
    versions = {}
    for name in ("", "-dev", "-e2e"):
        text = (ROOT / f"requirements{name}.txt").read_text()
        for package, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    assert len(versions) > 50
    assert {name for name in versions if len(versions[name]) > 1} == set()
