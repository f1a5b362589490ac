"""Hosts, peers, headers, keys: what keeps a page to those it is for."""

from __future__ import annotations

import stat

import pytest

from graph.errors import DataFolderNotWritable
from service.app import create_app
from service.config import Config
from service.secret import secret_key

LOCAL = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"])
def test_the_names_of_this_machine_are_answered(read, host):
    assert read.status("/methods", headers={"Host": host}) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::2]", "0"]
)
def test_a_name_that_is_not_ours_is_refused_so_that_rebinding_is_in_vain(read, host):
    page = read.get("/methods", status=400, headers={"Host": host})
    assert "does not answer to the name" in page.words


def test_a_name_that_the_settings_trust_is_answered_but_is_no_local_one(demo, tmp_path):
    config = Config(data=tmp_path, trusted_hosts=("hedgerow.example",))
    client = create_app(config, store=demo).test_client()
    headers = {"Host": "hedgerow.example"}
    assert client.get("/methods", headers=headers).status_code == 200
    assert client.get("/import", headers=headers).status_code == 403


def test_the_import_page_is_for_this_machine(read):
    assert "Bring data in" in read.get("/import", environ_base=LOCAL).heading


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"]
)
def test_the_import_page_is_closed_behind_a_proxy(read, header):
    page = read.get("/import", status=403, headers={header: "127.0.0.1"})
    assert "whoever is at the machine" in page.words


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "", "nonsense"])
def test_the_import_page_is_closed_to_other_machines(read, peer):
    read.get("/import", status=403, environ_base={"REMOTE_ADDR": peer})


def test_strangers_are_not_offered_the_import_page(read):
    assert "/import" in read.get("/").links
    assert "/import" not in read.get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"}).links


def test_every_answer_carries_the_security_policy(read):
    for address in ["/", "/nope", "/healthz", "/directory.csv", "/robots.txt"]:
        with read.client.get(address) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"


def test_only_the_tile_server_that_was_set_may_send_pictures(demo, tmp_path):
    def pictures(tiles: str) -> str:
        app = create_app(Config(data=tmp_path, tiles=tiles), store=demo)
        policy = app.test_client().get("/methods").headers["Content-Security-Policy"]
        return next(part for part in policy.split("; ") if part.startswith("img-src"))

    assert pictures("") == "img-src 'self' data:"
    assert pictures("https://tiles.example/{z}/{x}/{y}.png").endswith(" https://tiles.example")
    assert pictures("https://{s}.tile.example/{z}/{x}/{y}.png").endswith(" https://*.tile.example")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(read):
    cookie = read.client.get("/import").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_without_a_form_sets_no_cookie(read):
    for address in ["/", "/directory", "/methods", "/healthz"]:
        assert "Set-Cookie" not in read.client.get(address).headers


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    config = Config(data=tmp_path / "new")
    key = secret_key(config)
    assert len(key) > 40
    assert secret_key(config) == key
    assert stat.S_IMODE((config.data / "web.key").stat().st_mode) == 0o600
    assert sorted(p.name for p in config.data.iterdir()) == ["web.key"]
    assert secret_key(Config(data=tmp_path, secret_key="from the settings")) == "from the settings"


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderNotWritable, match="HEDGEROW_DATA"):
        secret_key(Config(data=tmp_path / "file"))


def test_text_is_compressed_for_those_who_can_read_it(read):
    plain = read.client.get("/directory")
    packed = read.client.get("/directory", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 3
    refusing = read.client.get("/directory", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refusing.headers


@pytest.mark.parametrize("setting", [{"trusted_hosts": ("map.example.org",)}, {"host": "0.0.0.0"}])
def test_nobody_is_local_once_hedgerow_serves_others(demo, tmp_path, setting):
    client = create_app(Config(data=tmp_path, **setting), store=demo).test_client()
    assert client.get("/import", environ_base=LOCAL).status_code == 403
