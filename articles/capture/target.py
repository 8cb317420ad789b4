"""Take a web address apart, and refuse one that is not read."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError

LONGEST = 2_000  # characters
PORTS = {"http": 80, "https": 443}
NOT_IN_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\\\ud800-\udfff]")
KEPT = "/%:@!$&'()*+,;=~-._"  # of what may stand in a path as it is


@dataclass(frozen=True)
class Target:
    """Where to connect and what to ask for; `host` and `path` are ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"


def target_of(url: str, ports: Collection[int]) -> Target:
    """Return where `url` points. Raises ValidationError in an editor's words."""
    if len(url) > LONGEST:
        raise ValidationError(f"The address is longer than {LONGEST:,} characters.")
    if NOT_IN_AN_ADDRESS.search(url):
        raise ValidationError("The address has characters in it that none may have.")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise ValidationError("This is not an address.") from problem
    if parts.scheme not in PORTS:
        raise ValidationError("Only http:// and https:// addresses are read.")
    if parts.username is not None or parts.password is not None:
        raise ValidationError("An address with a name or password in it is not read.")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise ValidationError(f"Port {port} is not read, only the web's own.")
    query = f"?{quote(parts.query, safe=KEPT + '?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=KEPT) + query
    return Target(parts.scheme, _ascii(host), port, path)


def _ascii(host: str) -> str:
    try:
        name = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as problem:
        raise ValidationError("The address names no host that there can be.") from (
            problem
        )
    if not name or len(name) > 253:
        raise ValidationError("The address names no host that there can be.")
    return name
