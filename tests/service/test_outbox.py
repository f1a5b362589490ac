"""The outbox against a real mail server: what is sent, what waits, and what is never said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.model import Letter
from graph.store import Store, open_store
from service.cli import main
from service.mail import Mail, Security
from service.post.outbox import Outbox
from tests.mail_server import (
    PASSWORD,
    USER,
    mail_server,
    self_made_certificate,
    until,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LINK = "https://hedgerow.example.org/invitation/secret-token"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path]]:
    data = tmp_path_factory.mktemp("post")
    with open_store(data=data) as store:
        yield store, data


@pytest.fixture
def store(graph: tuple[Store, Path]) -> Iterator[Store]:
    """A graph without letters before and after."""
    yield graph[0]
    letters = graph[0].desk.letters
    letters.remove(*(one.id for one in letters.all()))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_made_certificate(tmp_path_factory.mktemp("certificate"))


def a_letter(id: str = "letter-1", *, to: str = "clerk@parish.example") -> Letter:
    return Letter(
        id=id,
        to=to,
        subject="Söhne invite you",
        text=f"Dear Łukasz,\n\n{LINK}\n",
        purpose="invitation",
        written_at=NOON,
    )


def mail(port: int, **more: object) -> Mail:
    return replace(
        Mail(host="127.0.0.1", port=port, security=Security.NONE, sender="post@example.org"),
        **more,
    )


def sent(store: Store, server, tmp_path: Path, **more: object) -> Letter:
    """A letter that was tried once at a server."""
    store.desk.letters.keep(a_letter())
    outbox = Outbox(lambda: store, mail(server.port, **more), tmp_path)
    (letter,) = outbox.send_now(a_letter())
    assert store.desk.letters.one("letter-1") == letter
    return letter


def test_a_letter_that_is_posted_arrives_and_its_text_is_taken_out_of_the_graph(store, tmp_path):
    with mail_server(tmp_path / "mail") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path)
        outbox.start()
        outbox.post(a_letter())
        arrived = server.one()
        until(lambda: store.desk.letters.one("letter-1").sent_at)
        outbox.close()
    assert (arrived.sender, arrived.to) == ("post@example.org", ["clerk@parish.example"])
    assert arrived.text == f"Dear Łukasz,\n\n{LINK}\n"
    assert arrived.message["Subject"] == "Söhne invite you"
    kept = store.desk.letters.one("letter-1")
    assert (kept.text, kept.problem, kept.tries) == ("", "", 1)


def test_what_was_not_sent_before_the_last_stop_is_sent_at_the_next_start(store, tmp_path):
    store.desk.letters.keep(a_letter())
    store.desk.letters.keep(replace(a_letter("letter-2"), tries=2, problem="The server slept."))
    with mail_server(tmp_path / "mail") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path)
        outbox.start()
        until(lambda: len(server.letters()) == 2)
        until(lambda: not store.desk.letters.unsent())
        outbox.close()


def test_a_password_goes_over_starttls_to_a_server_whose_certificate_is_trusted(
    store, tmp_path, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    login = {"username": USER, "password": PASSWORD, "security": Security.STARTTLS}
    with mail_server(tmp_path / "mail", "--starttls", "--login", certificate=certificate) as server:
        assert sent(store, server, tmp_path, **login).sent_at
        arrived = server.one()
    assert (arrived.safe, arrived.user) == (True, USER)


def test_a_letter_goes_over_tls_from_the_first_byte(store, tmp_path, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(tmp_path / "mail", "--tls", certificate=certificate) as server:
        assert sent(store, server, tmp_path, security=Security.TLS).sent_at
        assert server.one().safe


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_that_nobody_vouches_for_gets_no_letter(
    store, tmp_path, certificate, security
):
    with mail_server(tmp_path / "mail", f"--{security.value}", certificate=certificate) as server:
        letter = sent(store, server, tmp_path, security=security)
        assert letter.sent_at is None
        assert "The certificate of 127.0.0.1" in letter.problem
        assert server.letters() == []


def test_a_server_that_offers_no_starttls_gets_no_letter(store, tmp_path):
    with mail_server(tmp_path / "mail") as server:
        letter = sent(store, server, tmp_path, security=Security.STARTTLS)
        assert letter.sent_at is None
        assert "HEDGEROW_SMTP_SECURITY" in letter.problem
        assert server.letters() == []


def test_a_wrong_password_is_told_without_the_password(store, tmp_path, caplog):
    with mail_server(tmp_path / "mail", "--login") as server:
        letter = sent(store, server, tmp_path, username=USER, password="wrong kettle")
    assert "refuses the user or the password" in letter.problem
    assert "wrong kettle" not in letter.problem + caplog.text


def test_an_address_that_the_server_does_not_know_is_given_up_at_once(store, tmp_path):
    with mail_server(tmp_path / "mail", "--refuse") as server:
        letter = sent(store, server, tmp_path)
    outbox = Outbox(lambda: store, mail(server.port), tmp_path)
    assert outbox.given_up(letter)
    assert letter.problem.startswith("Given up: ")
    assert "550 5.1.1 No such person here" in letter.problem
    assert letter.text, "whoever runs Hedgerow may yet hand it over"


def test_a_server_that_asks_to_come_again_is_asked_again_until_it_takes_the_letter(store, tmp_path):
    with mail_server(tmp_path / "mail", "--later", "2") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path, pauses_s=(0.05,) * 5)
        outbox.start()
        outbox.post(a_letter())
        until(lambda: store.desk.letters.one("letter-1").sent_at)
        outbox.close()
        assert store.desk.letters.one("letter-1").tries == 3
        assert len(server.letters()) == 1


def test_after_the_last_pause_a_letter_is_given_up_and_says_why(store, tmp_path):
    with mail_server(tmp_path / "mail", "--later", "100") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path, pauses_s=(0.01, 0.01))
        outbox.start()
        outbox.post(a_letter())
        letter = until(
            lambda: next((one for one in store.desk.letters.all() if outbox.given_up(one)), None)
        )
        outbox.close()
    assert letter.tries == 3
    assert "451 4.7.1 Come again later" in letter.problem
    assert letter.sent_at is None


def test_a_server_that_vanishes_in_the_middle_leaves_the_letter_for_the_next(store, tmp_path):
    with mail_server(tmp_path / "one", "--vanish") as server:
        letter = sent(store, server, tmp_path)
    assert letter.sent_at is None
    assert "hung up in the middle" in letter.problem or "cannot be reached" in letter.problem
    with mail_server(tmp_path / "two") as server:
        Outbox(lambda: store, mail(server.port), tmp_path).send_now(letter)
        assert server.one().message["Message-ID"] == "<letter-1@example.org>"
    assert store.desk.letters.one("letter-1").sent_at


def test_a_server_that_is_not_there_is_told(store, tmp_path):
    with mail_server(tmp_path / "mail") as server:
        pass
    letter = sent(store, server, tmp_path)
    assert f"127.0.0.1:{server.port} cannot be reached (Connection refused)" in letter.problem


def test_a_server_that_is_too_slow_is_told(store, tmp_path, monkeypatch):
    from service.post import smtp

    with (
        mail_server(tmp_path / "mail", "--slow", "30") as server,
        pytest.raises(smtp.LetterNotSent, match="does not answer in time"),
    ):
        smtp.send(a_letter(), mail(server.port), at=NOON, patience_s=1.0)


def test_whoever_posts_does_not_wait_for_a_slow_server(store, tmp_path):
    with mail_server(tmp_path / "mail", "--slow", "3600") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path)
        outbox.start()
        outbox.post(a_letter())
        outbox.post(a_letter("letter-2"))  # would never come back if it waited
        assert len(store.desk.letters.unsent()) == 2
        outbox.close(0)
    outbox.close(60)


def test_two_who_send_at_once_send_a_letter_once(store, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    store.desk.letters.keep(a_letter())
    with mail_server(tmp_path / "mail") as server, ThreadPoolExecutor(4) as pool:
        boxes = [Outbox(lambda: store, mail(server.port), tmp_path) for _ in range(4)]
        list(pool.map(lambda box: box.send_now(a_letter()), boxes))
        assert len(server.letters()) == 1
    assert store.desk.letters.one("letter-1").tries == 1


def test_no_log_holds_a_letter_where_a_mail_server_is_set(store, tmp_path, caplog):
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "service")
    with mail_server(tmp_path / "mail", "--refuse") as server:
        outbox = Outbox(lambda: store, mail(server.port), tmp_path)
        outbox.start()
        outbox.post(a_letter())
        until(lambda: "was not sent" in caplog.text)
        outbox.close()
    assert "secret-token" not in caplog.text
    assert "clerk@parish.example" not in caplog.text


def test_without_a_mail_server_letters_are_shown_in_the_log_and_kept(store, tmp_path, caplog):
    outbox = Outbox(lambda: store, Mail(), tmp_path)
    outbox.start()
    assert "letters are shown here and by `hedgerow outbox`" in caplog.text
    outbox.post(a_letter())
    assert LINK in caplog.text
    assert store.desk.letters.one("letter-1").sent_at is None
    outbox.close()


@pytest.fixture
def hedgerow(graph, monkeypatch):
    """Run ``hedgerow outbox``."""
    monkeypatch.setenv("HEDGEROW_DATA", str(graph[1]))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("NEO4J_URI", raising=False)
    return lambda *asked: CliRunner().invoke(main, ["outbox", *asked])


def test_the_outbox_lists_letters_newest_first_without_what_they_say(store, hedgerow):
    store.desk.letters.keep(replace(a_letter("older"), tries=2, problem="It slept."))
    store.desk.letters.keep(replace(a_letter("newer"), written_at=NOON.replace(hour=13)))
    listed = hedgerow()
    assert listed.exit_code == 0, listed.output
    assert listed.stdout.index("newer") < listed.stdout.index("older")
    assert "tried 2 times: It slept." in listed.stdout
    assert "not sent yet" in listed.stdout
    assert "secret-token" not in listed.stdout


def test_the_outbox_shows_one_letter_whole(store, hedgerow):
    store.desk.letters.keep(a_letter())
    said = hedgerow("--show", "letter-1").stdout
    assert "To: clerk@parish.example\nSubject: Söhne invite you\n\nDear Łukasz," in said
    assert LINK in said
    assert hedgerow("--show", "none").exit_code == 2


def test_the_outbox_tries_again_whatever_was_given_up(store, hedgerow, tmp_path, monkeypatch):
    store.desk.letters.keep(replace(a_letter(), tries=99, problem="Given up: it slept."))
    assert "No mail server is set" in hedgerow("--send").output
    with mail_server(tmp_path / "mail") as server:
        monkeypatch.setenv("HEDGEROW_SMTP", f"127.0.0.1:{server.port}")
        monkeypatch.setenv("HEDGEROW_SMTP_SECURITY", "none")
        monkeypatch.setenv("HEDGEROW_MAIL_FROM", "post@example.org")
        said = hedgerow("--send").stdout
        assert server.one().to == ["clerk@parish.example"]
    assert "Sent 1 of 1 letters." in said
    assert "its text is gone" in said
