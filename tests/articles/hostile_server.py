"""A web server on this machine that tries what a fetch must not fall for."""

import contextlib
import datetime
import gzip
import ipaddress
import socket
import ssl
import threading
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PAGE = b"<html><title>A page</title><p>Some words.</p></html>"


class HostileServer:
    """Answers each path with what `answers` has for it: bytes, or a function of the
    connection. `asked` lists the requests that came, as their first lines."""

    def __init__(self, answers, tls: ssl.SSLContext | None = None):
        self.answers = answers
        self.tls = tls
        self.asked: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listening.accept()
                threading.Thread(
                    target=self._answer, args=[connection], daemon=True
                ).start()

    def _answer(self, connection):
        with contextlib.suppress(OSError), connection:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            asked = b""
            while b"\r\n\r\n" not in asked and (piece := connection.recv(65_536)):
                asked += piece
            line = asked.split(b"\r\n")[0].decode()
            self.asked.append(line)
            answer = self.answers[line.split()[1]]
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
            connection.close()

    def close(self):
        # Closing alone would leave the thread waiting in accept().
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()


def page(body=PAGE, status="200 OK", content_type="text/html", **headers) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(to: str, status="302 Found") -> bytes:
    return page(b"", status=status, Location=to)


def gzip_bomb(unpacked: int) -> bytes:
    return page(gzip.compress(b"<" * unpacked), Content_Encoding="gzip")


def dripping(start: bytes):
    """Sends one byte after the other, for ever: no single wait is long."""

    def drip(connection):
        connection.sendall(start)
        while True:
            time.sleep(0.05)
            connection.sendall(b"x")

    return drip


def endless(connection):
    """Never stops sending, and says no length."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>" * 20_000)


def certificate_for(host: str, folder) -> tuple[ssl.SSLContext, str]:
    """Return what a server named `host` needs, and the file that makes it trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    names: list[x509.GeneralName] = [x509.DNSName(host)]
    if host[0].isdigit():
        names = [x509.IPAddress(ipaddress.ip_address(host))]
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    stored = folder / f"{host}.pem"
    stored.write_bytes(
        key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(stored)
    return context, str(stored)
