"""The server itself: what it does with bodies that nobody wants."""

from __future__ import annotations

import resource
import socket
import threading
from collections.abc import Iterator

import pytest

from service.app import create_app
from service.config import Config, ConfigError
from service.server import server_of


@pytest.fixture
def port(demo, tmp_path) -> Iterator[int]:
    config = Config(data=tmp_path, port=0, upload_mib=1)
    server = server_of(create_app(config, store=demo), config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
    thread.join(10)
    server.task_dispatcher.shutdown()


def asked(port: int, head: str, body: int = 0) -> str:
    """What the server says to a head and so many bytes of body, all of which are sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(head.replace("\n", "\r\n").encode())
        piece = b"x" * 65_536
        while body > 0:
            body -= line.send(piece[: min(body, len(piece))])
        said = b""
        while part := line.recv(65_536):
            said += part
        return said.decode()


HEAD = """POST /import HTTP/1.1
Host: 127.0.0.1
Content-Type: multipart/form-data; boundary=x
Content-Length: {length}
{more}
"""


def test_a_large_body_is_read_to_its_end_thrown_away_and_refused_with_the_page(port, tmp_path):
    before = resource.getrusage(resource.RUSAGE_SELF)
    length = 64 * 1024 * 1024
    said = asked(port, HEAD.format(length=length, more=""), length)
    assert said.startswith("HTTP/1.1 413 ")
    assert "Files of up to 1 MB can be sent here." in said
    assert "Content-Security-Policy" in said
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    assert grown_kib < length / 1024 / 2
    assert not list(tmp_path.rglob("*.files"))


def test_a_body_that_was_thrown_away_leaves_no_trouble_in_the_log(port, caplog):
    length = 2 * 1024 * 1024
    assert asked(port, HEAD.format(length=length, more=""), length).startswith("HTTP/1.1 413 ")
    assert asked(port, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_many_connections_that_only_sit_there_keep_nobody_out(port):
    idle = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(150)]
    try:
        for line in idle:
            line.sendall(b"GET / HTTP/1.1\r\nHost: local")
        said = asked(port, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
        assert said.startswith("HTTP/1.1 200 ")
    finally:
        for line in idle:
            line.close()


@pytest.mark.parametrize("host", ["203.0.113.9", "not a host"])
def test_an_address_that_is_not_this_machines_is_named_in_one_line(demo, tmp_path, host):
    config = Config(data=tmp_path, host=host, port=0)
    with pytest.raises(ConfigError, match=f"“{host}” is no address of this machine"):
        server_of(create_app(config, store=demo), config)


def test_a_port_that_is_taken_is_named_in_one_line(demo, tmp_path, port):
    config = Config(data=tmp_path, port=port)
    with pytest.raises(ConfigError, match=f"Port {port} at 127.0.0.1 is taken"):
        server_of(create_app(config, store=demo), config)


def test_who_asks_first_is_told_at_once(port):
    said = asked(port, HEAD.format(length=2 * 1024**3, more="Expect: 100-continue\n"))
    assert said.startswith("HTTP/1.1 413 ")
    assert "too large" in said


def test_a_length_beyond_all_measure_is_refused_at_once(port):
    assert asked(port, HEAD.format(length=10**15, more="")).startswith("HTTP/1.1 413 ")


def test_the_server_does_not_say_what_it_is_made_of(port):
    said = asked(port, "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n")
    assert said.startswith("HTTP/1.1 200 ")
    assert "waitress" not in said.lower()


def test_a_broken_request_gets_a_short_answer(port):
    assert asked(port, "NONSENSE\n\n").startswith("HTTP/1.0 400 ")
