"""`python3 dev.py run`: from a fresh clone to pages in a browser."""

import errno
import os
import signal
import socket

from project.develop import ROOT, Refusal, environment


def run(*, port: int, server: bool) -> int:
    """Prepare, then become the server, so that a signal reaches it and nobody else."""
    if server:
        claim(port)
    environment.prepare("requirements.txt")
    command = [str(environment.PYTHON), "manage.py", "start", "--port", str(port)]
    if not server:
        command.append("--no-server")
    os.chdir(ROOT)
    # Deaf to Ctrl-C while it imports; `start` listens again as soon as it can.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.execve(
        command[0], command, environment.clean_environment() | {"PYTHONUNBUFFERED": "1"}
    )


def claim(port: int) -> None:
    """Refuse a port that cannot be had, before minutes go into preparing."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError as error:
            why = "taken" if error.errno == errno.EADDRINUSE else "not yours to open"
            raise Refusal(
                f"Port {port} is {why}; try: python3 dev.py run --port {free_port()}"
            ) from error


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return candidate.getsockname()[1]
