import time
from collections import Counter
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.capture.decoding import MOST_BYTES
from articles.capture.incoming import FORMS, take_in, take_in_url
from articles.models import Article, Publisher

LONGEST_LANGUAGE = 12
WIDTH = 78  # columns of the line that shows progress


class Command(BaseCommand):
    help = (
        "Capture texts: .txt, .md and .html files, folders of them, and web addresses. "
        "Each is stored by itself, so the run can be stopped (Ctrl-C) and started "
        "again: what is there already is known by its hash and passed over. The exit "
        "code is 1 if anything was refused."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "paths",
            nargs="*",
            type=Path,
            metavar="FILE_OR_FOLDER",
            help="what to capture",
        )
        parser.add_argument(
            "--url",
            action="append",
            default=[],
            help="a web address to read; may be given several times",
        )
        parser.add_argument("--by", help="user name of who captures them")
        parser.add_argument("--publisher", help="slug of the publisher of all of them")
        parser.add_argument("--language", help="of all of them: en, fr, zh, zh-Hant")
        parser.add_argument("--article", help="slug of the article it is a version of")
        parser.add_argument("--reason", default="", help="why, if readers see it")

    def handle(self, *, paths, url, by, publisher, language, article, **options):
        self.verbosity = options["verbosity"]
        sources = [*self._files(paths), *url]
        if not sources:
            raise CommandError("Name a file, a folder or a --url.")
        given = {
            "by": self._user(by),
            "article": article and self._one(Article, article),
            **self._metadata(publisher, language),
            "reason": options["reason"],
        }
        if article and len(sources) > 1:
            raise CommandError(
                "Only one text can become the next version of --article."
            )
        counts = self._capture_all(sources, given)
        if counts["refused"] or counts["stopped"]:
            raise CommandError(self._summary(counts))
        self._say(self._summary(counts))

    def _capture_all(self, sources, given) -> Counter:
        counts: Counter = Counter()
        started = time.monotonic()
        for number, source in enumerate(sources, start=1):
            self._show_progress(number, len(sources), source, started)
            try:
                outcome, words = self._capture(source, given)
            except KeyboardInterrupt:
                counts["stopped"] = len(sources) - number + 1
                break
            counts[outcome] += 1
            self._report(outcome, source, words)
        return counts

    def _capture(self, source, given) -> tuple[str, str]:
        """Return what became of one text, and a word about it."""
        try:
            if isinstance(source, str):
                done = take_in_url(source, **given)
            else:
                done = take_in(self._read(source), name=source.name, **given)
        except ValidationError as refused:
            return "refused", " ".join(refused.messages)
        except OSError as problem:
            return "refused", f"It cannot be read: {problem.strerror}."
        where = f"{done.article.get_absolute_url()} {done.version}"
        if not done.is_new:
            return "already", f"{done.note}: {where}"
        return "captured", f"{where}, {len(done.version.text):,} characters"

    def _read(self, path: Path) -> bytes:
        """Return the file, or enough of it to see that it is too large."""
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)

    def _files(self, paths):
        for path in paths:
            if path.is_dir():
                yield from sorted(
                    found
                    for found in path.rglob("*")
                    if found.suffix.lower() in FORMS and found.is_file()
                )
            else:
                yield path

    def _user(self, name):
        users = get_user_model().objects.filter(is_active=True)
        if not name:
            raise CommandError("Say who captures them: --by USER.")
        found = users.filter(username=name).first()
        if found is None or not found.has_perm("articles.add_article"):
            raise CommandError(f"There is no user “{name}” who may add articles.")
        return found

    def _one(self, model, slug):
        found = model.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no {model._meta.verbose_name} “{slug}”.")
        return found

    def _metadata(self, publisher, language) -> dict:
        given = {}
        if publisher:
            given["publisher"] = self._one(Publisher, publisher)
        if language:
            if len(language) > LONGEST_LANGUAGE:
                raise CommandError(f"There is no language “{language[:40]}”.")
            given["language"] = language
        return given

    def _show_progress(self, number, of, source, started) -> None:
        """One line, rewritten in place on a terminal: where it is, and how long yet."""
        if not (self.verbosity and self.stdout.isatty()):
            return
        left = ""
        if number > 1:
            seconds = (time.monotonic() - started) / (number - 1) * (of - number + 1)
            left = f", {seconds:.0f} s left"
        line = f"  {number}/{of}{left}: {_printable(source)}"[:WIDTH]
        self.stdout.write(line.ljust(WIDTH), ending="\r")
        self.stdout.flush()

    def _report(self, outcome, source, words) -> None:
        if outcome == "refused":
            self.stderr.write(f"refused   {_printable(source)}: {words}")
        else:
            self._say(f"{outcome:<9} {_printable(source)}: {words}".ljust(WIDTH))

    def _say(self, line: str) -> None:
        if self.verbosity:
            self.stdout.write(line)

    def _summary(self, counts) -> str:
        said = (
            f"{counts['captured']} captured, {counts['already']} there already, "
            f"{counts['refused']} refused"
        )
        if counts["stopped"]:
            said += f", {counts['stopped']} not looked at: run it again to go on"
        return f"{said}."


def _printable(source) -> str:
    """A name as it can be shown: a file's may hold what moves a terminal's cursor."""
    return "".join(c if c.isprintable() else "?" for c in str(source))
