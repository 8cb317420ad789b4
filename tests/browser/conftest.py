"""Browser tests drive the browser that the machine has, on a site that they share."""

import os
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Proposal
from entities.models import Claim, Comparison
from tests.factories import (
    annotator,
    make_article,
    make_claim,
    make_company,
    make_property,
    published,
)

# A machine that does much else may take a while to answer; who waits loses nothing.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the program that `python3 dev.py test --browser` has found."""
    return browser_type_launch_args | {"executable_path": os.environ["CHROMIUM"]}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Keep the site in a file, as editors do: in memory the server's threads and the
    tests would share one connection, and find each other's tables locked at once."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("site") / "site.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """A running site with the demo content and a small company; tests only read it.

    `url` is its address, `claim`, `comparison` and `proposal` lead to one of each,
    `other` and `article` are the keys of the small company and of what is cited for it,
    and `desk_cookie` lets a browser in as an editor.
    """
    hosts = override_settings(ALLOWED_HOSTS=["localhost", "testserver"])
    with django_db_blocker.unblock(), hosts:
        call_command("seed", verbosity=0)
        acme = make_company(slug="acme")
        report = published(make_article(slug="report", text="One. Two. Three."))
        cost = make_property("cost")
        for quote in ("One", "Two", "Three"):
            make_claim(subject=acme, article=report, quote=quote, property=cost)
        chief = get_user_model().objects.create_superuser("chief")
        client = Client()
        client.force_login(chief)
        server = LiveServer("localhost")
        claim = Claim.objects.get(ref="c001-20")
        proposal = Proposal.objects.propose(
            claim,
            by=annotator(),
            reason="The report adds them up.",
            data={"revision": [str(claim.revision)], "derived": ["By adding up."]},
        )
        yield SimpleNamespace(
            url=server.url,
            claim=claim,
            proposal=proposal,
            comparison=Comparison.objects.published().open().first(),
            other=acme.pk,
            article=report.pk,
            desk_cookie={
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "url": server.url,
            },
        )
        server.stop()
