"""`python3 dev.py test`: pytest, with the database and browser it was asked for."""

import os
import shutil
from contextlib import AbstractContextManager, nullcontext

from project.develop import Refusal, children, environment, postgres
from project.develop.environment import say

# Two processes, each with its own database; a module's tests stay together, for the
# seeds are loaded once for all of them.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile"]
# In a browser the fewest tests last longest: left for the end, as files of few tests
# are by default, one process would wait for the other.
ALL_IN_BROWSER = [*WHOLE_SUITE, "--no-loadscope-reorder"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def test(*, on_postgres: bool, in_browser: bool, arguments: list[str]) -> int:
    """Run pytest; end with a line on each thing that was left out."""
    names = ["requirements.txt", "requirements-dev.txt"]
    variables = environment.clean_environment()
    if in_browser:
        variables["CHROMIUM"] = find_browser()
        # Playwright's own loop is no reason for Django to refuse the test database.
        variables["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        names.append("requirements-e2e.txt")
    with database() if on_postgres else nullcontext({}) as address:
        environment.prepare(*names)
        command = [
            str(environment.PYTHON),
            "-m",
            "pytest",
            *scope(in_browser, arguments),
        ]
        code = children.call(command, variables | address)
    for sentence in left_out(on_postgres=on_postgres, in_browser=in_browser):
        say(sentence)
    return code


def scope(in_browser: bool, arguments: list[str]) -> list[str]:
    """Return pytest's arguments: pyproject.toml keeps it out of tests/browser."""
    if not in_browser:
        return ["-p", "no:playwright", *(arguments or WHOLE_SUITE)]
    if any(argument.startswith("tests/browser") for argument in arguments):
        return arguments
    return ["tests/browser", *(arguments or ALL_IN_BROWSER)]


def find_browser() -> str:
    for name in (os.environ.get("CHROMIUM"), *BROWSERS):
        path = name and shutil.which(name)
        if path:
            return path
    raise Refusal(
        "The browser tests need Chromium: 'apt-get install chromium', or set CHROMIUM"
        " to the program's path."
    )


def database() -> AbstractContextManager[dict[str, str]]:
    """Return a context with the DATABASE_URL of a PostgreSQL to test on."""
    for name in ("TEST_DATABASE_URL", "DATABASE_URL"):
        address = os.environ.get(name, "")
        if address.startswith(("postgres:", "postgresql:")):
            say(f"On the server of {name}, in a database that is made for the tests.")
            return nullcontext({"DATABASE_URL": address})
    return postgres.throw_away_server()


def left_out(*, on_postgres: bool, in_browser: bool) -> list[str]:
    sentences = []
    if on_postgres:
        sentences.append("Not run: on SQLite. python3 dev.py test")
    else:
        sentences.append("Not run: on PostgreSQL. python3 dev.py test --postgres")
    if in_browser:
        sentences.append("Not run: what needs no browser. python3 dev.py test")
    else:
        sentences.append("Not run: in a browser. python3 dev.py test --browser")
    return sentences
