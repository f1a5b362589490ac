"""A provider of identities (OpenID Connect), as it is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

_NAMES = ("HEDGEROW_OPENID_ISSUER", "HEDGEROW_OPENID_CLIENT_ID", "HEDGEROW_OPENID_CLIENT_SECRET")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Where people sign in who have an account elsewhere, such as at their council.

    Attributes
    ----------
    issuer
        Its address, as it calls itself; empty for none.
    client_id, client_secret
        What it knows Hedgerow by.
    name
        What people call it: “Cornwall Council”.
    """

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    name: str = ""

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return bool(self.issuer)

    @classmethod
    def read(cls, env: Mapping[str, str], problems: list[str]) -> Self:
        """Read ``HEDGEROW_OPENID_…``; what is wrong goes to the problems."""
        given = {name: env.get(name, "").strip() for name in _NAMES}
        issuer, client_id, secret = given.values()
        if not any(given.values()):
            return cls()
        missing = [name for name, value in given.items() if not value]
        if missing:
            problems.append(f"to sign in by OpenID Connect, set {' and '.join(missing)} as well")
            return cls()
        if not is_safe(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
            problems.append(
                "HEDGEROW_OPENID_ISSUER is not an address that can be trusted; write it as "
                "https://login.example.org"
            )
            return cls()
        name = env.get("HEDGEROW_OPENID_NAME", "").strip() or str(urlsplit(issuer).hostname)
        return cls(issuer=issuer, client_id=client_id, client_secret=secret, name=name)


NO_PROVIDER = Provider()


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what an address answers.

    That is so with ``https``, and within this machine.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if not host or not port_is_one or "@" in parts.netloc or not address.isprintable():
        return False
    return " " not in address and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    )


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
