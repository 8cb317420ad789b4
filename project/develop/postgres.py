"""A PostgreSQL that exists for one test run."""

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from project.develop import Refusal
from project.develop.environment import say
from project.develop.running import free_port

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin")
UNPRIVILEGED = ("postgres", "nobody")
PATIENCE = 30  # seconds until it answers, or has gone

# It may lose everything at any moment, so it need not wait for the disk.
SETTINGS = {
    "fsync": "off",
    # It would find tables that tests have rolled back to nothing, call them empty, and
    # the plans for the next test's thousand rows would be made for none.
    "autovacuum": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


@contextmanager
def throw_away_server() -> Iterator[dict[str, str]]:
    """Start a server of our own; yield its DATABASE_URL; leave nothing of it."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="dossier-postgres-"))
    server = Server(programs, folder, unprivileged_user())
    try:
        say(f"Starting a PostgreSQL of our own from {programs} ...")
        server.make_files()
        server.start()
        server.wait_until_it_answers()
        yield {"DATABASE_URL": server.address()}
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """Return the folder with initdb and postgres, of the newest version here."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [
        folder
        for pattern in FOLDERS
        for folder in Path("/").glob(pattern.lstrip("/"))
        if (folder / "initdb").exists()
    ]
    if not found:
        raise Refusal(
            "The tests on PostgreSQL need its server: 'apt-get install postgresql',"
            " or set TEST_DATABASE_URL to one that runs."
        )
    return max(found, key=version)


def version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]


def unprivileged_user() -> pwd.struct_passwd | None:
    """Return who runs the server when we are root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in known:
            return known[name]
    raise Refusal("PostgreSQL does not run as root: run this as another user.")


class Server:
    """One server process with its files in one folder."""

    def __init__(
        self, programs: Path, folder: Path, user: pwd.struct_passwd | None
    ) -> None:
        self.programs = programs
        self.folder = folder
        self.user = user
        self.port = free_port()
        self.password = secrets.token_urlsafe()
        self.process: subprocess.Popen[bytes] | None = None

    def address(self) -> str:
        return f"postgres://dossier:{self.password}@127.0.0.1:{self.port}/postgres"

    def make_files(self) -> None:
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if self.user:
            for path in (self.folder, secret):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        # PostgreSQL knows the case of É only in a locale that does.
        locale = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
        done = subprocess.run(
            [
                *(self.programs / "initdb", f"--pgdata={self.folder / 'data'}"),
                *("--username=dossier", f"--pwfile={secret}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", f"--locale={locale}"),
                "--no-sync",
            ],
            cwd=self.folder,
            capture_output=True,
            text=True,
            **self.credentials(),
        )
        if done.returncode:
            raise Refusal(f"PostgreSQL could not be set up: {last_line(done.stderr)}")

    def start(self) -> None:
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *(self.programs / "postgres", "-D", self.folder / "data"),
                    *(f"--port={self.port}", *settings),
                ],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the tests; the server goes after them.
                start_new_session=True,
                **self.credentials(),
            )

    def credentials(self) -> dict:
        if self.user is None:
            return {}
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid}
        return ids | {"extra_groups": []}

    def wait_until_it_answers(self) -> None:
        ready = self.programs / "pg_isready"
        for _ in range(PATIENCE * 10):
            if self.process is None or self.process.poll() is not None:
                break
            if not subprocess.call([ready, "-q", "-h127.0.0.1", f"-p{self.port}"]):
                return
            time.sleep(0.1)
        log = (self.folder / "log").read_text(errors="replace")
        raise Refusal(f"PostgreSQL did not start: {last_line(log)}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGQUIT)  # at once: there is nothing to save
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1]
