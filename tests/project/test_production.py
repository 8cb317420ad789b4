"""Production refuses to start when it would be weak."""

import runpy

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be 50"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY must be 50"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"SECRET_KEY": "", "DEBUG": "off"}, "SECRET_KEY must be set"),
        ({}, ""),
    ],
)
def test_production_does_not_start_with_a_weak_secret_or_any_host(
    variables, why, monkeypatch
):
    good = {"SECRET_KEY": f"{'0123456789abcdef' * 4}", "ALLOWED_HOSTS": "example.org"}
    monkeypatch.delenv("DEBUG", raising=False)
    for name, value in (good | variables).items():
        monkeypatch.setenv(name, value)
    read = str(settings.BASE_DIR / "project" / "settings.py")
    if not why:
        assert runpy.run_path(read)["DEBUG"] is False
        return
    with pytest.raises(ImproperlyConfigured, match=why):
        runpy.run_path(read)
