"""Read what stands at a web address: the only way in which a URL is ever read.

The address is an editor's, but where it leads is anybody's choice. So every step, each
redirect included, is checked: scheme, port, and the numeric address that is connected
to, which is the very one that was checked. Time, bytes and redirects are bounded.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urljoin

from django.core.exceptions import ValidationError

from articles.capture.addresses import is_public
from articles.capture.body import MOST_BYTES, read_body, type_of
from articles.capture.clock import Clock, TimedSocket, TimeIsUp
from articles.capture.target import Target, target_of

MOST_SECONDS = 10.0
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "Dossier",
    "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetched:
    """What came: the address that answered in the end, its bytes, its type.

    `content_type` is the header as it was sent, such as `text/html; charset=gbk`;
    empty when there was none.
    """

    url: str
    raw: bytes
    content_type: str


@dataclass(frozen=True)
class Gate:
    """Where a fetch may go, and how much it may take.

    Nothing in the product makes one: tests do, to reach a server of their own.
    """

    allows: Callable[[str], bool] = is_public
    ports: Collection[int] = (80, 443)
    seconds: float = MOST_SECONDS
    most_bytes: int = MOST_BYTES


GATE = Gate()


def fetch(url: str, *, gate: Gate = GATE) -> Fetched:
    """Return what stands at `url`.

    Raises ValidationError, in an editor's words, for an address that may not be read
    or an answer that cannot be used.
    """
    clock = Clock(gate.seconds)
    target = target_of(url.strip(), gate.ports)
    for _ in range(MOST_REDIRECTS + 1):
        answer = _ask(target, gate, clock)
        if isinstance(answer, Fetched):
            return answer
        target = target_of(urljoin(target.url, answer), gate.ports)
    raise ValidationError(
        f"The address leads on more than {MOST_REDIRECTS} times. Give the last one."
    )


def _ask(target: Target, gate: Gate, clock: Clock) -> Fetched | str:
    """Return the answer, or the address to which it leads on."""
    try:
        connected = _connect(target, gate, clock)
    except TimeIsUp as late:
        raise _too_slow(gate) from late
    except ssl.SSLCertVerificationError as problem:
        raise ValidationError(
            f"{target.host} does not prove who it is: {problem.verify_message}."
        ) from problem
    except OSError as problem:
        raise ValidationError(f"{target.host} cannot be reached.") from problem
    with connected:
        try:
            return _talk(connected, target, gate)
        except TimeIsUp as late:
            raise _too_slow(gate) from late
        except (OSError, http.client.HTTPException) as problem:
            raise ValidationError(f"{target.host} answered nothing usable.") from (
                problem
            )


def _too_slow(gate: Gate) -> ValidationError:
    return ValidationError(
        f"It took longer than {gate.seconds:g} seconds, and was given up."
    )


def _connect(target: Target, gate: Gate, clock: Clock) -> TimedSocket:
    """Connect to an address that was checked: the name is not looked up again."""
    found = clock.look_up(target.host, target.port)
    for *_, sockaddr in found:
        if not gate.allows(str(sockaddr[0])):
            raise ValidationError(
                f"{target.host} is not on the public Internet, so it is not read."
            )
    problem = OSError("nothing was found")
    for family, kind, protocol, _, sockaddr in found:
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(clock.left())
            plain.connect(sockaddr)
            return TimedSocket(_secured(plain, target, clock), clock)
        except OSError as refused:
            plain.close()
            problem = refused
            clock.left()
    raise problem


def _secured(plain: socket.socket, target: Target, clock: Clock) -> socket.socket:
    if target.scheme == "http":
        return plain
    plain.settimeout(clock.left())
    context = ssl.create_default_context()
    return context.wrap_socket(plain, server_hostname=target.host)


def _talk(connected: TimedSocket, target: Target, gate: Gate) -> Fetched | str:
    talk = http.client.HTTPConnection(target.host, target.port)
    # A TimedSocket is all that http.client asks of a socket.
    talk.sock = connected
    talk.request("GET", target.path, headers=HEADERS | {"Host": target.netloc})
    answer = talk.getresponse()
    if answer.status in REDIRECTS and (leads_to := answer.getheader("Location")):
        return leads_to
    if answer.status != http.client.OK:
        reason = answer.reason[:80] if answer.reason.isprintable() else ""
        raise ValidationError(
            f"{target.host} answers {answer.status} {reason}".rstrip() + "."
        )
    content_type = type_of(answer)
    return Fetched(target.url, read_body(answer, gate.most_bytes), content_type)
