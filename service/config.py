"""The settings, read from the environment in this one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from graph.errors import HedgerowError
from service.mail import NO_MAIL, Mail, read_url
from service.provider import NO_PROVIDER, Provider

TILES_NONE = ""
MEBIBYTE = 1024 * 1024


class ConfigError(HedgerowError):
    """Settings that cannot be used; the message names every one of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that can be set.

    Attributes
    ----------
    data
        ``HEDGEROW_DATA``: the folder for the embedded graph, snapshots, keys and jobs.
    host, port
        ``HEDGEROW_HOST`` (default 127.0.0.1), ``HEDGEROW_PORT`` (default 8000).
    tiles, tiles_attribution
        ``HEDGEROW_TILES``: a tile address with {z}, {x}, {y}, empty for none;
        ``HEDGEROW_TILES_ATTRIBUTION``: the words that its owner asks for.
    upload_mib
        ``HEDGEROW_UPLOAD_MIB``: the largest upload, default 64.
    secret_key
        ``HEDGEROW_SECRET_KEY``: for signed forms; empty for one kept in the data folder.
    postcodes
        ``HEDGEROW_POSTCODES``: where postcodes are (ONSPD, NSPL, Code-Point Open as they are
        downloaded, or a CSV), None for none.
    bin_days
        ``HEDGEROW_BIN_DAYS`` (default 30): for how many days what was taken out can be put back.
    event_days, letter_days, draft_days, proposal_email_days
        ``HEDGEROW_EVENT_DAYS`` (default 400), ``HEDGEROW_LETTER_DAYS`` (30),
        ``HEDGEROW_DRAFT_DAYS`` (180), ``HEDGEROW_PROPOSAL_EMAIL_DAYS`` (90): how long is kept what
        happened to accounts and which letters were sent; a letter that could not be sent; a draft
        that nobody goes on with; the address of whoever proposed something, once it is decided.
    remind_days, remind_again_days
        ``HEDGEROW_REMIND_DAYS`` (default 180): after how many days without a check a row is
        reminded of, 0 for never; ``HEDGEROW_REMIND_AGAIN_DAYS`` (default 14): how many days
        an organisation has peace after a reminder.
    session_hours, idle_minutes
        ``HEDGEROW_SESSION_HOURS`` (default 12), ``HEDGEROW_IDLE_MINUTES`` (default 60): after
        how long somebody has to sign in again, in all and without doing anything.
    proxies
        ``HEDGEROW_PROXIES``: how many proxies of one's own stand in front, default 0; their
        word is taken for where a request comes from.
    trusted_hosts
        ``HEDGEROW_TRUSTED_HOSTS``: host names that the service answers to,
        commas between; loopback names are always among them.
    url
        ``HEDGEROW_URL``: the public address that links in letters begin with; empty for the
        address that it listens on. See :attr:`address`.
    mail
        ``HEDGEROW_SMTP``, ``HEDGEROW_SMTP_SECURITY``, ``HEDGEROW_SMTP_USERNAME``,
        ``HEDGEROW_SMTP_PASSWORD``, ``HEDGEROW_MAIL_FROM``: the mail server, none by default.
    openid
        ``HEDGEROW_OPENID_ISSUER``, ``HEDGEROW_OPENID_CLIENT_ID``,
        ``HEDGEROW_OPENID_CLIENT_SECRET``, ``HEDGEROW_OPENID_NAME``: a provider of identities at
        which people may sign in, none by default.
    allow_private_feeds
        ``HEDGEROW_ALLOW_PRIVATE_FEEDS``: ``yes`` where feeds may be fetched from private, loopback
        and link-local addresses.
    neo4j_uri, neo4j_username, neo4j_password, neo4j_database
        ``NEO4J_URI`` and so on; with no URI Hedgerow starts its embedded server.
    """

    data: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = 8000
    tiles: str = TILES_NONE
    tiles_attribution: str = ""
    upload_mib: int = 64
    secret_key: str = field(default="", repr=False)
    postcodes: Path | None = None
    bin_days: int = 30
    event_days: int = 400
    letter_days: int = 30
    draft_days: int = 180
    proposal_email_days: int = 90
    remind_days: int = 180
    remind_again_days: int = 14
    session_hours: int = 12
    idle_minutes: int = 60
    proxies: int = 0
    trusted_hosts: tuple[str, ...] = ()
    url: str = ""
    mail: Mail = NO_MAIL
    openid: Provider = NO_PROVIDER
    allow_private_feeds: bool = False
    neo4j_uri: str = ""
    neo4j_username: str = "neo4j"
    neo4j_password: str = field(default="", repr=False)
    neo4j_database: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read the settings; raise :class:`ConfigError` naming every one that is wrong."""
        env = os.environ if environ is None else environ
        problems: list[str] = []

        def number(name: str, default: int, low: int, high: int) -> int:
            text = env.get(name, "").strip() or str(default)
            if not text.isdecimal() or not low <= int(text) <= high:
                problems.append(f"{name} is “{text}”; it must be a number from {low} to {high:,}")
                return default
            return int(text)

        uri = env.get("NEO4J_URI", "").strip()
        if uri:
            problems += _wrong_with(uri)
        if uri and not env.get("NEO4J_PASSWORD"):
            problems.append("NEO4J_URI is set but NEO4J_PASSWORD is not")
        tiles = env.get("HEDGEROW_TILES", "").strip()
        if tiles and not all(part in tiles for part in ("{z}", "{x}", "{y}")):
            problems.append(f"HEDGEROW_TILES is “{tiles}”; it must hold {{z}}, {{x}} and {{y}}")
        hosts = tuple(
            h.strip() for h in env.get("HEDGEROW_TRUSTED_HOSTS", "").split(",") if h.strip()
        )
        config = cls(
            data=Path(env.get("HEDGEROW_DATA", "").strip() or "var").expanduser(),
            host=env.get("HEDGEROW_HOST", "").strip() or "127.0.0.1",
            port=number("HEDGEROW_PORT", 8000, 0, 65_535),
            tiles=tiles,
            tiles_attribution=env.get("HEDGEROW_TILES_ATTRIBUTION", "").strip(),
            upload_mib=number("HEDGEROW_UPLOAD_MIB", 64, 1, 2_048),
            secret_key=env.get("HEDGEROW_SECRET_KEY", ""),
            postcodes=_file(env.get("HEDGEROW_POSTCODES", ""), problems),
            bin_days=number("HEDGEROW_BIN_DAYS", 30, 1, 3_650),
            event_days=number("HEDGEROW_EVENT_DAYS", 400, 1, 3_650),
            letter_days=number("HEDGEROW_LETTER_DAYS", 30, 1, 3_650),
            draft_days=number("HEDGEROW_DRAFT_DAYS", 180, 1, 3_650),
            proposal_email_days=number("HEDGEROW_PROPOSAL_EMAIL_DAYS", 90, 1, 3_650),
            remind_days=number("HEDGEROW_REMIND_DAYS", 180, 0, 3_650),
            remind_again_days=number("HEDGEROW_REMIND_AGAIN_DAYS", 14, 1, 3_650),
            session_hours=number("HEDGEROW_SESSION_HOURS", 12, 1, 24 * 30),
            idle_minutes=number("HEDGEROW_IDLE_MINUTES", 60, 1, 24 * 60),
            proxies=number("HEDGEROW_PROXIES", 0, 0, 5),
            trusted_hosts=hosts,
            url=read_url(env, hosts, problems),
            mail=Mail.read(env, problems),
            openid=Provider.read(env, problems),
            allow_private_feeds=_yes("HEDGEROW_ALLOW_PRIVATE_FEEDS", env, problems),
            neo4j_uri=uri,
            neo4j_username=env.get("NEO4J_USERNAME", "").strip() or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD", ""),
            neo4j_database=env.get("NEO4J_DATABASE", "").strip(),
        )
        if problems:
            raise ConfigError(tuple(problems))
        return config

    @property
    def address(self) -> str:
        """What links in letters begin with."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.url or f"http://{host}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach it by https only."""
        return self.url.startswith("https://")

    @property
    def upload_bytes(self) -> int:
        """The largest upload in bytes."""
        return self.upload_mib * MEBIBYTE


def _yes(name: str, env: Mapping[str, str], problems: list[str]) -> bool:
    """Whether a setting is ``yes``; empty and ``no`` are not."""
    text = env.get(name, "").strip().lower()
    if text not in ("", "no", "yes"):
        problems.append(f"{name} is “{text}”; it must be yes or no")
    return text == "yes"


def _file(name: str, problems: list[str]) -> Path | None:
    """The file or folder of a setting, None where it names none."""
    if not name.strip():
        return None
    path = Path(name.strip()).expanduser()
    if not path.exists():
        problems.append(f"HEDGEROW_POSTCODES is “{name.strip()}”; there is no such file")
        return None
    return path


_BOLT_SCHEMES = {"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"}


def _wrong_with(uri: str) -> list[str]:
    """What is wrong with the address of a graph, never showing a password that stands in it."""
    try:
        parts = urlsplit(uri)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        return ["NEO4J_URI is not an address; write it as bolt://name:7687"]
    if "@" in uri:
        return [
            "NEO4J_URI holds a user or a password; put them into NEO4J_USERNAME and NEO4J_PASSWORD"
        ]
    if parts.scheme not in _BOLT_SCHEMES:
        return [f"NEO4J_URI is “{uri}”; it must begin with bolt:// or neo4j://"]
    if not parts.hostname or not port_is_one:
        return ["NEO4J_URI is not an address; write it as bolt://name:7687"]
    return []
