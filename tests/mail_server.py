"""A mail server in a process of its own, on loopback, for tests; behaves as it is told.

Run as a program it prints its port and keeps each letter as a file of JSON: who it is from, for
whom, the message, whether the connection was safe, and who signed in.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import ipaddress
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

USER, PASSWORD = "hedgerow", "gorse kettle ferry"


@dataclass(frozen=True, kw_only=True)
class Received:
    """A letter as the server got it."""

    sender: str
    to: list[str]
    raw: bytes
    safe: bool
    user: str

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def text(self) -> str:
        return str(self.message.get_content()).replace("\r\n", "\n")


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A running server."""

    port: int
    folder: Path
    pid: int

    def letters(self) -> list[Received]:
        """What has arrived, in order."""
        found = [json.loads(file.read_text()) for file in sorted(self.folder.glob("*.json"))]
        return [Received(**{**one, "raw": base64.b64decode(one["raw"])}) for one in found]

    def one(self) -> Received:
        """The only letter, waited for."""
        until(self.letters)
        (letter,) = self.letters()
        return letter


@contextmanager
def mail_server(folder: Path, *behaviour: str, certificate: Path | None = None) -> Iterator[Any]:
    """A server that behaves so; it ends with the block.

    Parameters
    ----------
    folder
        Where it keeps what it gets.
    behaviour
        Options of this program, such as ``--refuse``.
    certificate
        A certificate with its key, for ``--starttls`` and ``--tls``.
    """
    folder.mkdir(exist_ok=True)
    asked = [sys.executable, str(Path(__file__)), str(folder), *behaviour]
    asked += ["--certificate", str(certificate)] if certificate else []
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, "the mail server did not start"
        yield MailServer(port=int(line), folder=folder, pid=process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def until(found: Callable[[], Any], seconds: float = 60.0) -> Any:
    """What is found, once it is something; fails when it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def self_made_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key in the same file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "mail.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


class _Handler:
    def __init__(self, told: argparse.Namespace) -> None:
        self._told = told
        self._refusals = told.later

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self._told.refuse:
            return "550 5.1.1 No such person here"
        if self._refusals:
            self._refusals -= 1
            return "451 4.7.1 Come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self._told.vanish:
            os._exit(1)
        if self._told.slow:
            await asyncio.sleep(self._told.slow)
        number = len(list(self._told.folder.glob("*.json")))
        known = {
            "sender": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "raw": base64.b64encode(envelope.content).decode(),
            "safe": session.ssl is not None or self._told.tls,
            "user": session.auth_data.decode() if session.authenticated else "",
        }
        draft = self._told.folder / f"{number:04}.draft"
        draft.write_text(json.dumps(known))
        draft.rename(draft.with_suffix(".json"))
        return "250 OK"


def _serve() -> None:
    from aiosmtpd.smtp import SMTP, AuthResult

    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--certificate", type=Path)
    for flag in ("--starttls", "--tls", "--login", "--refuse", "--vanish"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--slow", type=float, default=0.0, help="seconds before it answers")
    parser.add_argument("--later", type=int, default=0, help="how often it asks to come again")
    told = parser.parse_args()

    def known(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> Any:
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False, auth_data=data.login)

    options: dict[str, Any] = {"hostname": "127.0.0.1"}
    context = None
    if told.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(told.certificate)
    if told.starttls:
        options |= {"tls_context": context, "require_starttls": True}
    if told.login:
        options |= {
            "authenticator": known,
            "auth_required": True,
            "auth_require_tls": told.starttls,
        }

    async def serve() -> None:
        handler, loop = _Handler(told), asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: SMTP(handler, loop=loop, **options),
            host="127.0.0.1",
            port=0,
            ssl=context if told.tls else None,
        )
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
        await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    _serve()
