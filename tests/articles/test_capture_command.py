"""`manage.py capture`: per-file report, stopped and resumed, exit code."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.capture import incoming
from articles.capture.fetching import Gate
from articles.models import Article, Version
from tests.articles.hostile_server import HostileServer, page
from tests.articles.pages import LONG, news_page
from tests.factories import make_article, make_publisher

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(admin_user):
    return admin_user.username


def run(*arguments) -> tuple[str, str]:
    """Return what the command says, and what it says of what it refused."""
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("capture", *map(str, arguments), stdout=out, stderr=errors)
    except CommandError as failed:
        errors.write(str(failed))
    return out.getvalue(), errors.getvalue()


def make_files(folder, count) -> None:
    for n in range(count):
        (folder / f"text-{n:03}.txt").write_text(f"Report {n}\n\n{LONG} Number {n}.")


def test_a_folder_is_captured_file_by_file(tmp_path, chief):
    make_files(tmp_path, 2)
    (tmp_path / "a.html").write_text(news_page())
    (tmp_path / "b.md").write_text(f"# Notes\n\n{LONG}")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    out, errors = run(tmp_path, "--by", chief)
    assert "4 captured, 0 there already, 0 refused." in out
    assert errors == ""
    assert sorted(a.title for a in Article.objects.all())[:2] == ["Chips grow", "Notes"]
    out, errors = run(tmp_path, "--by", chief)
    assert "0 captured, 4 there already, 0 refused." in out
    assert "captured already, here: /articles/chips-grow/ version 1" in out
    assert Version.objects.count() == 4


def test_what_is_refused_stops_nothing_and_makes_the_exit_code_1(tmp_path, chief):
    make_files(tmp_path, 1)
    (tmp_path / "nul.txt").write_bytes(b"a\x00b")
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "huge.txt").write_bytes(b"x" * 5_000_001)
    _, errors = run(tmp_path, tmp_path / "none.txt", "--by", chief)
    assert "1 captured, 0 there already, 4 refused." in errors
    for name in ("nul.txt", "empty.md", "huge.txt", "none.txt"):
        assert f"{name}: " in errors
    assert Version.objects.count() == 1


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path, chief, monkeypatch):
    make_files(tmp_path, 5)
    real, done = incoming.take_in, []

    def stopped_at_the_third(*arguments, **options):
        done.append(1)
        if len(done) == 3:
            raise KeyboardInterrupt
        return real(*arguments, **options)

    command = "articles.management.commands.capture.take_in"
    monkeypatch.setattr(command, stopped_at_the_third)
    _, errors = run(tmp_path, "--by", chief)
    assert "2 captured, 0 there already, 0 refused, 3 not looked at" in errors
    out, _ = run(tmp_path, "--by", chief)
    assert "3 captured, 2 there already, 0 refused." in out
    assert Version.objects.count() == 5


def test_a_file_that_is_there_is_known_without_being_read(tmp_path, chief, monkeypatch):
    (tmp_path / "a.html").write_text(news_page())
    run(tmp_path, "--by", chief)
    monkeypatch.setitem(incoming.READERS, incoming.PAGE, None)  # cannot be called
    out, _ = run(tmp_path, "--by", chief)
    assert "1 there already" in out


def test_what_is_said_of_all_of_them_counts(tmp_path, chief):
    make_files(tmp_path, 1)
    make_publisher(slug="courier")
    run(tmp_path, "--by", chief, "--publisher", "courier", "--language", "fr")
    article = Article.objects.get()
    assert (article.publisher.slug, article.language) == ("courier", "fr")
    assert article.drafted_by.username == chief


def test_a_text_becomes_the_next_version_of_an_article(tmp_path, chief):
    article = make_article(slug="a")
    make_files(tmp_path, 1)
    run(tmp_path / "text-000.txt", "--by", chief, "--article", "a")
    assert article.current_version.number == 2
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["x.txt"], "Say who"),
        (["x.txt", "--by", "nobody"], "no user"),
        (["x.txt", "--by", "stranger"], "may add articles"),
        (["x.txt", "--by", "admin", "--publisher", "none"], "no publisher"),
        (["x.txt", "--by", "admin", "--article", "none"], "no article"),
        (["x.txt", "y.txt", "--by", "admin", "--article", "a"], "Only one"),
        (["--by", "admin"], "Name a file"),
    ],
)
def test_what_it_cannot_do_is_said_at_once(arguments, words, chief):
    get_user_model().objects.create(username="stranger")
    make_article(slug="a")
    assert words in run(*arguments)[1]


def test_a_web_address_is_captured_with_what_it_says_of_itself(chief, monkeypatch):
    server = HostileServer({"/a": page(news_page().encode())})
    gate = Gate(allows=lambda _: True, ports=[server.port])
    fetch = incoming.fetch
    monkeypatch.setattr(incoming, "fetch", lambda url: fetch(url, gate=gate))
    make_publisher(slug="courier", name={"en": "The Courier"})
    out, errors = run("--url", f"http://127.0.0.1:{server.port}/a", "--by", chief)
    server.close()
    assert "1 captured" in out, errors
    article = Article.objects.get()
    assert (article.title, article.byline) == ("Chips grow", "Ann Li")
    assert (article.published_on, article.published_basis) == ("2024-03-05", "stated")
    assert article.publisher.slug == "courier"
    assert article.url == f"http://127.0.0.1:{server.port}/a"
    version = article.current_version
    assert version.found["url"] == "https://courier.example/a/1"
    link = version.links[0]
    assert version.text[link["start"] : link["end"]] == "those who asked"
    assert bytes(version.raw) == news_page().encode()


def test_a_web_address_of_this_machine_is_refused(chief):
    _, errors = run("--url", "http://127.0.0.1/", "--by", chief)
    assert "not on the public Internet" in errors
