"""A URL is read only from the public web, within bounds; nothing else is touched.

The server stands on this machine; only tests can open the gate to it.
"""

import gzip
import socket
import ssl
import time

import pytest
from django.core.exceptions import ValidationError

from articles.capture.addresses import is_public
from articles.capture.fetching import GATE, Gate, fetch
from tests.articles.hostile_server import (
    PAGE,
    HostileServer,
    certificate_for,
    dripping,
    endless,
    gzip_bomb,
    page,
    redirect,
)


def here(server, **bounds) -> Gate:
    """A gate that lets a test in to its own server."""
    return Gate(allows=lambda _: True, ports=[server.port], **bounds)


@pytest.fixture
def serve():
    """Start a server with the given answers; it is gone after the test."""
    started = []

    def start(answers, tls=None):
        started.append(HostileServer(answers, tls))
        return started[-1]

    yield start
    for server in started:
        server.close()


def refusal(url, gate=GATE) -> str:
    with pytest.raises(ValidationError) as refused:
        fetch(url, gate=gate)
    return refused.value.messages[0]


def test_a_page_is_read_with_its_type_and_last_address(serve):
    server = serve(
        {
            "/old": redirect("/new", "301 Moved"),
            "/new": page(content_type="text/html; charset=utf-8"),
        }
    )
    fetched = fetch(f"http://127.0.0.1:{server.port}/old#part", gate=here(server))
    assert fetched.raw == PAGE
    assert fetched.content_type == "text/html; charset=utf-8"
    assert fetched.url == f"http://127.0.0.1:{server.port}/new"
    assert server.asked == ["GET /old HTTP/1.1", "GET /new HTTP/1.1"]


def test_a_packed_page_is_unpacked(serve):
    parts = gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])
    server = serve({"/": page(parts, Content_Encoding="gzip")})
    assert fetch(f"http://127.0.0.1:{server.port}", gate=here(server)).raw == PAGE


def test_an_address_in_any_script_is_asked_for_in_ascii(serve):
    path = "/%E6%96%B0%E9%97%BB?q=%C3%A9%20x"
    server = serve({path: page()})
    url = f"http://127.0.0.1:{server.port}/新闻?q=é%20x"
    assert fetch(url, gate=here(server)).raw == PAGE


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://example.com/", "http://"),
        ("file:///etc/passwd", "http://"),
        ("gopher://127.0.0.1/", "http://"),
        ("javascript:alert(1)", "http://"),
        ("//example.com/", "http://"),
        ("example.com", "http://"),
        ("", "http://"),
        ("http://", "no host"),
        ("http://someone:secret@example.com/", "password"),
        ("http://someone@example.com/", "password"),
        ("http://@127.0.0.1/", "password"),
        ("http://example.com:22/", "Port 22"),
        ("http://example.com:99999/", "not an address"),
        ("http://example.com:port/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://example.com/\r\nHost: other", "characters"),
        ("http://example.com\\@127.0.0.1/", "characters"),
        ("http://exam\x00ple.com/", "characters"),
        ("http://example.com/\ud800", "characters"),
        ("http://" + "a" * 64 + "ö.example/", "no host"),
        ("http://" + "a." * 200 + "example/", "no host"),
        ("http://example.com/" + "a" * 3_000, "longer"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_an_address_that_is_not_the_webs_is_refused_unasked(url, words, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", None)  # nobody is asked for a name
    assert words in refusal(url)


PRIVATE = [
    "0.0.0.0",  # noqa: S104 (nothing is bound to it)
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.31.255.255",
    "192.0.0.8",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "fec0::1",
    "ff02::1",
    "not an address",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"]


def resolves_to(monkeypatch, *answers):
    """Let each name lookup give the next answer, a list of numeric addresses."""
    given = iter(answers)

    def getaddrinfo(host, port, **_):
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in next(given)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_no_public_address_is_refused(address, monkeypatch):
    assert not is_public(address)
    resolves_to(monkeypatch, [address])
    monkeypatch.setattr(socket, "socket", None)  # and nothing is connected to
    assert "public Internet" in refusal("http://news.example/")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    resolves_to(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    monkeypatch.setattr(socket, "socket", None)
    assert "public Internet" in refusal("http://news.example/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "0"]
)
def test_no_spelling_of_this_machine_is_read(host, serve):
    server = serve({"/": page()})
    gate = Gate(ports=[server.port])  # as in production, but for the port
    assert "public Internet" in refusal(f"http://{host}:{server.port}/", gate)
    assert server.asked == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_asked(
    serve, monkeypatch
):
    """A name that answers another address the second time gains nothing."""
    server = serve({"/": page()})
    seen = []
    gate = Gate(allows=lambda a: not seen.append(a), ports=[server.port])
    resolves_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    fetch(f"http://news.example:{server.port}/", gate=gate)
    assert seen == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("leads_to", "words"),
    [
        ("http://10.0.0.1/", "public Internet"),
        ("//169.254.169.254/latest/meta-data/", "public Internet"),
        ("https://[fec0::1]/", "public Internet"),
        ("file:///etc/passwd", "http://"),
        ("ftp://127.0.0.1/", "http://"),
        ("http://someone:secret@127.0.0.1/", "password"),
        ("http://127.0.0.1:22/", "Port 22"),
    ],
)
def test_a_redirect_is_checked_like_the_address_itself(leads_to, words, serve):
    server = serve({"/": redirect(leads_to)})
    gate = Gate(allows="127.0.0.1".__eq__, ports=[server.port, 80, 443])
    assert words in refusal(f"http://127.0.0.1:{server.port}/", gate)
    assert len(server.asked) == 1


def test_five_redirects_are_followed_and_no_sixth(serve):
    steps = {f"/{n}": redirect(f"/{n + 1}") for n in range(6)}
    server = serve(steps | {"/6": page()})
    address = f"http://127.0.0.1:{server.port}"
    assert fetch(f"{address}/1", gate=here(server)).raw == PAGE
    assert "leads on" in refusal(f"{address}/0", here(server))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOUNDED = {
    "larger than it says nothing of": (endless, "larger than 5 MB"),
    "a length of 6 MB": (page(b"x" * 6_000_000), "larger than 5 MB"),
    "a gzip bomb": (gzip_bomb(60_000_000), "larger than 5 MB"),
    "dripping a body": (dripping(HEAD + b"\r\n"), "longer than"),
    "dripping a header": (dripping(HEAD + b"X: "), "longer than"),
    "dripping a chunk's length": (
        dripping(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0"),
        "longer than",
    ),
    "saying nothing": (lambda connection: time.sleep(3), "longer than"),
    "a body cut off": (page()[:-5], "broke off"),
    "a packed body cut off": (
        page(gzip.compress(PAGE)[:-5], Content_Encoding="gzip"),
        "broke off",
    ),
    "not packed at all": (page(Content_Encoding="gzip"), "unpacked"),
    "packed unheard of": (page(Content_Encoding="br"), "packed as br"),
    "a picture": (page(b"\x89PNG", content_type="image/png"), "image/png"),
    "no page": (page(b"", status="404 Not Found"), "404 Not Found"),
    "another protocol": (b"SSH-2.0-OpenSSH_9.9\r\n", "nothing usable"),
    "endless headers": (HEAD + b"X: 1\r\n" * 200 + b"\r\n", "nothing usable"),
    "a broken chunk": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        "nothing usable",
    ),
}


@pytest.mark.parametrize("trick", BOUNDED)
def test_what_a_server_tries_is_refused_within_the_bounds(trick, serve):
    answer, words = BOUNDED[trick]
    server = serve({"/": answer})
    started = time.monotonic()
    gate = here(server, seconds=0.4 if words == "longer than" else 10)
    assert words in refusal(f"http://127.0.0.1:{server.port}/", gate)
    assert time.monotonic() - started < 2


def test_a_slow_name_server_does_not_keep_us(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5))
    assert "longer than" in refusal("http://news.example/", Gate(seconds=0.2))


def test_an_unknown_name_is_said_to_be_out_of_reach(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "cannot be reached" in refusal("http://news.example/")


@pytest.mark.parametrize(
    ("named", "trusted", "words"),
    [
        ("127.0.0.1", True, ""),
        ("127.0.0.1", False, "does not prove"),
        ("other.example", True, "does not prove"),
    ],
    ids=["a good certificate", "nobody vouches for it", "of another host"],
)
def test_a_certificate_is_verified(named, trusted, words, serve, tmp_path, monkeypatch):
    context, file = certificate_for(named, tmp_path)
    server = serve({"/": page()}, tls=context)
    if trusted:
        made = ssl.create_default_context
        monkeypatch.setattr(ssl, "create_default_context", lambda: made(cafile=file))
    url, gate = f"https://127.0.0.1:{server.port}/", here(server)
    if words:
        assert words in refusal(url, gate)
        assert server.asked == []
    else:
        assert fetch(url, gate=gate).raw == PAGE


def test_the_gate_of_the_product_is_closed_to_this_machine():
    assert GATE.allows is is_public
    assert set(GATE.ports) == {80, 443}
    assert (GATE.seconds, GATE.most_bytes) == (10, 5_000_000)
