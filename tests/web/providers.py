"""Providers of identities on loopback: a well-behaved one as a process, and one that lies."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET = "hedgerow", "the-client-secret"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def well_behaved() -> Iterator[str]:
    """The address of ``oidc-provider-mock``, a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=5)
                break
            except requests.ConnectionError:
                assert process.poll() is None, "the provider did not start"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def know(address: str, subject: str, **claims: object) -> None:
    """Let the well-behaved provider know somebody."""
    requests.put(f"{address}/users/{subject}", json=claims, timeout=10).raise_for_status()


def consent(asked: str, subject: str) -> str:
    """What somebody's browser is sent back to after they said yes to the provider."""
    answer = requests.post(asked, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code in (302, 303), answer.text[:300]
    return answer.headers["Location"]


class Liar:
    """A provider that says what a test wants.

    Parameters
    ----------
    spoil
        Given the claims of a token, changes them.
    answers
        Paths and what is answered in place of the truth: status, headers, body.
    """

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "one"})
        self.signing = self.key
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.spoil: Callable[[dict[str, Any]], None] = lambda claims: None
        self.document: dict[str, Any] = {}
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.userinfo: dict[str, Any] | None = None
        self.asked: list[str] = []
        self.challenges: dict[str, dict[str, str]] = {}
        self.pause = threading.Event()
        self.slow = False
        self.address = ""

    def grant(self, asked: str) -> str:
        """Where the browser goes back to, with a code."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        code = f"code-{len(self.challenges)}"
        self.challenges[code] = query
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if self.slow:
            self.pause.wait(20)
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            return _json(
                {
                    "issuer": self.address,
                    "authorization_endpoint": f"{self.address}/authorize",
                    "token_endpoint": f"{self.address}/token",
                    "jwks_uri": f"{self.address}/keys",
                    "userinfo_endpoint": f"{self.address}/userinfo",
                    "id_token_signing_alg_values_supported": ["RS256"],
                    **self.document,
                }
            )
        if path == "/keys":
            return _json({"keys": [self.key.as_dict(private=False)]})
        if path == "/userinfo":
            return _json(self.userinfo or {})
        return self._token(form)

    def _token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        asked = self.challenges.pop(form.get("code", [""])[0], None)
        proof = sha256(form.get("code_verifier", [""])[0].encode()).digest()
        challenge = urlsafe_b64encode(proof).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"]:
            return 400, {"Content-Type": "application/json"}, b'{"error": "invalid_grant"}'
        claims = {
            "iss": self.address,
            "sub": "42",
            "aud": CLIENT_ID,
            "iat": int(time.time()),
            "exp": int(time.time()) + 600,
            "nonce": asked["nonce"],
            "email": "morwenna@parish.example",
            "email_verified": True,
        }
        self.spoil(claims)
        token = jwt.encode(self.header, claims, self.signing, algorithms=[self.header["alg"]])
        return _json({"access_token": "a", "token_type": "Bearer", "id_token": token})


def _json(body: object) -> tuple[int, dict[str, str], bytes]:
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


@contextmanager
def lying() -> Iterator[Liar]:
    """A provider that lies, in this process but on a socket of its own."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = parse_qs(self.rfile.read(length).decode())
            status, headers, body = liar.answer(urlsplit(self.path).path, form)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            with suppress(ConnectionError):  # whoever asked has gone
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    liar.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield liar
    finally:
        liar.pause.set()
        server.shutdown()
        server.server_close()
        thread.join()
