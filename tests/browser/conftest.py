"""Browser tests drive the browser that the machine has."""

import os

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the program that `python3 dev.py test --browser` has found."""
    return browser_type_launch_args | {"executable_path": os.environ["CHROMIUM"]}
