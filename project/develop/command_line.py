"""The words dev.py understands."""

import argparse
import signal
import sys
from typing import NoReturn

from project.develop import ROOT, Refusal, checking, pins, running, testing

INTERRUPTED = 130  # what shells call an end by Ctrl-C


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:]
        self.exit(2, f"{sentence}. See: python3 dev.py --help\n")


def main(arguments: list[str]) -> int:
    """Do what the arguments say; return the exit code."""
    signal.signal(signal.SIGTERM, end)
    try:
        return dispatch(arguments)
    except Refusal as refusal:
        return refuse(str(refusal))
    except OSError as error:
        return refuse(f"{error.strerror or error}: {error.filename or ROOT}.")
    except KeyboardInterrupt:
        return INTERRUPTED


def dispatch(arguments: list[str]) -> int:
    parser = make_parser()
    options, for_pytest = parser.parse_known_args(arguments)
    if options.command == "test":
        return testing.test(
            on_postgres=options.postgres,
            in_browser=options.browser,
            arguments=for_pytest,
        )
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    if for_pytest:
        parser.error(f"{options.command} does not know {for_pytest[0]}")
    if options.command == "check":
        return checking.check()
    if options.command == "pins":
        return pins.write_pins()
    return running.run(port=options.port, server=options.server)


def make_parser() -> Parser:
    parser = Parser(
        prog="dev.py", description="Run and test Dossier.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    run = commands.add_parser(
        "run", help="prepare everything and serve it", allow_abbrev=False
    )
    run.add_argument("--port", type=port_number, default=8000, metavar="N")
    run.add_argument(
        "--no-server", dest="server", action="store_false", help="only prepare"
    )
    test = commands.add_parser(
        "test",
        help="run the tests; anything else is handed to pytest",
        allow_abbrev=False,
    )
    test.add_argument(
        "--postgres", action="store_true", help="on PostgreSQL in place of SQLite"
    )
    test.add_argument(
        "--browser", action="store_true", help="the tests that need a browser"
    )
    commands.add_parser(
        "check", help="format, rules, types, migrations and production settings"
    )
    commands.add_parser(
        "pins", help="write the requirements files from pyproject.toml (needs uv)"
    )
    return parser


def port_number(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")


def refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def end(signal_number: int, frame: object) -> NoReturn:
    """Leave by the front door, so that what was started is stopped."""
    sys.exit(128 + signal_number)
