"""One bound of time for all that a fetch waits for, however it is drawn out.

A socket's own timeout starts anew with every byte, so that a server which sends one a
second could keep us for ever. Here each wait gets only what is left of the whole.
"""

import io
import queue
import socket
import threading
import time
from contextlib import contextmanager


class TimeIsUp(OSError):
    """The whole fetch has taken longer than it may."""


class Clock:
    """Counts down from the given seconds."""

    def __init__(self, seconds: float):
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, more than 0; TimeIsUp when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeIsUp
        return left

    def look_up(self, host: str, port: int) -> list:
        """Return what socket.getaddrinfo says; it has no timeout of its own."""
        answers: queue.Queue = queue.Queue()

        def ask():
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(found)
            except (OSError, UnicodeError) as problem:
                answers.put(OSError(str(problem)))

        threading.Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=self.left())
        except queue.Empty:
            raise TimeIsUp from None
        if isinstance(answer, OSError):
            raise answer
        return answer


class TimedSocket:
    """A connected socket whose every wait is bounded by the clock.

    It has what http.client asks of a socket: `sendall`, `makefile` and `close`.
    """

    def __init__(self, connected: socket.socket, clock: Clock):
        self.connected = connected
        self.clock = clock

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.connected.close()

    def close(self):
        """Leave closing to `with`: http.client closes before the answer is read."""

    def sendall(self, data: bytes) -> None:
        self.connected.settimeout(self.clock.left())
        with _timeouts_told():
            self.connected.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))


class _Incoming(io.RawIOBase):
    def __init__(self, timed: TimedSocket):
        self.timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.timed.connected.settimeout(self.timed.clock.left())
        with _timeouts_told():
            return self.timed.connected.recv_into(buffer)


@contextmanager
def _timeouts_told():
    """Turn a socket's timeout into ours."""
    try:
        yield
    except TimeoutError as late:
        raise TimeIsUp from late
