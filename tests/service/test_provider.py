"""The settings of a provider of identities: all or none, and only where it can be trusted."""

from __future__ import annotations

import pytest

from service.config import Config, ConfigError
from service.provider import is_safe


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.example.org", True),
        ("http://127.0.0.1:9400", True),
        ("http://localhost:9400", True),
        ("http://[::1]:9400", True),
        ("http://login.example.org", False),
        ("http://10.0.0.1", False),
        ("http://localhost.evil.example", False),
        ("https://user:secret@login.example.org", False),
        ("https://", False),
        ("https://a:port", False),
        ("ftp://login.example.org", False),
        ("https://login.example.org/a b", False),
        ("https://login.example.org/\n", False),
        ("", False),
    ],
)
def test_an_address_is_safe_by_https_or_on_this_machine(address, safe):
    assert is_safe(address) == safe


OPENID = {
    "HEDGEROW_OPENID_ISSUER": "https://login.example.org",
    "HEDGEROW_OPENID_CLIENT_ID": "hedgerow",
    "HEDGEROW_OPENID_CLIENT_SECRET": "s3cret",
}


def test_settings_are_read_all_or_none():
    found = Config.from_env(OPENID).openid
    assert (found.issuer, found.client_id, found.name) == (
        "https://login.example.org",
        "hedgerow",
        "login.example.org",
    )
    assert "s3cret" not in repr(Config.from_env(OPENID))
    assert not Config.from_env({}).openid.is_set
    assert Config.from_env({**OPENID, "HEDGEROW_OPENID_NAME": "Kernow"}).openid.name == "Kernow"


@pytest.mark.parametrize("missing", OPENID)
def test_a_setting_that_is_missing_is_named(missing):
    with pytest.raises(ConfigError, match=f"set {missing} as well"):
        Config.from_env({**OPENID, missing: ""})


def test_an_issuer_that_cannot_be_trusted_is_refused():
    with pytest.raises(ConfigError, match="can be trusted"):
        Config.from_env({**OPENID, "HEDGEROW_OPENID_ISSUER": "http://login.example.org"})
