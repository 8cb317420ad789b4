"""Programs that dev.py starts, and waits for whatever happens."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from project.develop import ROOT

PATIENCE = 20  # seconds a child gets to end by itself


def call(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Run to the end and return the exit code, counted as a shell does.

    Ctrl-C reaches the child from the terminal as well; it is given the time to clean
    up, which `subprocess.call` does not give.
    """
    with subprocess.Popen(command, cwd=ROOT, env=environment) as child:
        while True:
            try:
                code = child.wait()
                return code if code >= 0 else 128 - code
            except KeyboardInterrupt:
                continue
            except BaseException:
                stop(child)
                raise


def stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
