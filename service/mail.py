"""The settings of letters: which mail server takes them, and who they are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum
from ipaddress import ip_address
from typing import Self
from urllib.parse import SplitResult, urlsplit

from graph.errors import InvalidData
from graph.model.accounts import read_email


class Security(StrEnum):
    """How what is said to a mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""The port of a server that names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How letters are sent.

    Attributes
    ----------
    host, port
        Of the mail server; no host for none.
    security
        How the connection is kept from others.
    username, password
        How to sign in there, both empty for not at all.
    sender, sender_name
        The address that letters are from, and the name shown beside it.
    """

    host: str = ""
    port: int = 0
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    sender_name: str = "Hedgerow"

    @property
    def is_set(self) -> bool:
        """Whether there is a mail server."""
        return bool(self.host)

    @classmethod
    def read(cls, env: Mapping[str, str], problems: list[str]) -> Self:
        """Read ``HEDGEROW_SMTP…`` and ``HEDGEROW_MAIL_FROM``, adding to the problems."""
        security = _security(env, problems)
        host, port = _server(env, problems)
        username = env.get("HEDGEROW_SMTP_USERNAME", "").strip()
        password = env.get("HEDGEROW_SMTP_PASSWORD", "")
        if bool(username) != bool(password):
            problems.append(
                "HEDGEROW_SMTP_USERNAME and HEDGEROW_SMTP_PASSWORD go together; set both or neither"
            )
        if host and password and security is Security.NONE and not _is_loopback(host):
            problems.append(
                f"HEDGEROW_SMTP_SECURITY is “none”, which would tell the password to everybody on "
                f"the way to {host}; it must be starttls or tls"
            )
        name, sender = _sender(env, problems)
        if host and not sender:
            problems.append(
                "HEDGEROW_SMTP is set but HEDGEROW_MAIL_FROM is not; it is the address that "
                "letters are from"
            )
        return cls(
            host=host,
            port=port or PORTS[security],
            security=security,
            username=username,
            password=password,
            sender=sender,
            sender_name=name or "Hedgerow",
        )


NO_MAIL = Mail()
"""No mail server."""


def read_url(env: Mapping[str, str], hosts: tuple[str, ...], problems: list[str]) -> str:
    """The public address that links in letters begin with, empty for none."""
    text = env.get("HEDGEROW_URL", "").strip().rstrip("/")
    if not text:
        return ""
    parts = _parts(text)
    if parts is None or parts.scheme not in ("http", "https") or parts.path or parts.query:
        problems.append(
            "HEDGEROW_URL is not the address of a site; write it as https://hedgerow.example.org"
        )
        return ""
    name = str(parts.hostname)
    if not _is_loopback(name) and name not in {host.partition(":")[0].lower() for host in hosts}:
        problems.append(
            f"HEDGEROW_URL leads to {name}, which Hedgerow does not answer to; name it in "
            "HEDGEROW_TRUSTED_HOSTS as well"
        )
    return text


def _security(env: Mapping[str, str], problems: list[str]) -> Security:
    text = env.get("HEDGEROW_SMTP_SECURITY", "").strip().lower() or Security.STARTTLS.value
    try:
        return Security(text)
    except ValueError:
        problems.append(f"HEDGEROW_SMTP_SECURITY is “{text}”; it must be starttls, tls or none")
        return Security.STARTTLS


def _server(env: Mapping[str, str], problems: list[str]) -> tuple[str, int]:
    text = env.get("HEDGEROW_SMTP", "").strip()
    if not text:
        return "", 0
    parts = _parts(f"smtp://{text}")
    if parts is None or parts.path or parts.query:
        problems.append("HEDGEROW_SMTP is not a mail server; write it as mail.example.org:587")
        return "", 0
    return str(parts.hostname), parts.port or 0


def _parts(text: str) -> SplitResult | None:
    """The parts of an address, None where it is none or holds a user."""
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if whole and "@" not in parts.netloc and " " not in text else None


def _sender(env: Mapping[str, str], problems: list[str]) -> tuple[str, str]:
    text = env.get("HEDGEROW_MAIL_FROM", "").strip()
    if not text:
        return "", ""
    name, address = parseaddr(text)
    try:
        Address(display_name=name, addr_spec=read_email(address))
    except (InvalidData, HeaderParseError, ValueError):
        problems.append(
            "HEDGEROW_MAIL_FROM is not an e-mail address; write it as name@example.org or "
            "Hedgerow <name@example.org>"
        )
        return "", ""
    return name, read_email(address)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
