"""One letter to one mail server, by SMTP (RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import NoReturn

from graph.model import Letter
from service.mail import Mail, Security

PATIENCE_S = 20.0
_REFUSED_FOR_GOOD = 500
_SHOWN = 200


class LetterNotSent(Exception):
    """A mail server did not take a letter.

    Attributes
    ----------
    for_good
        Whether it said that it never will.
    """

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        self.for_good = for_good
        super().__init__(problem)


def message(letter: Letter, mail: Mail, *, at: datetime) -> EmailMessage:
    """A letter as an e-mail. The same letter has the same Message-ID however often it is tried.

    Raises
    ------
    LetterNotSent
        It cannot be one, for good.
    """
    found = EmailMessage(policy=SMTP)
    domain = mail.sender.rpartition("@")[2]
    try:
        found["From"] = Address(display_name=mail.sender_name, addr_spec=mail.sender)
        found["To"] = Address(addr_spec=_ascii_domain(letter.to))
        found["Subject"] = letter.subject
        found["Date"] = format_datetime(at)
        found["Message-ID"] = f"<{letter.id}@{_ascii_domain(domain)}>"
        found["Auto-Submitted"] = "auto-generated"
        if letter.unsubscribe:
            found["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
            if letter.unsubscribe.startswith("https://"):  # RFC 8058 asks for it
                found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        found.set_content(letter.text, cte="quoted-printable")
    except Exception as problem:  # the email package raises many kinds for what it cannot write
        raise LetterNotSent(
            "This letter cannot be written as an e-mail; look at its address and its subject.",
            for_good=True,
        ) from problem
    return found


def send(letter: Letter, mail: Mail, *, at: datetime, patience_s: float = PATIENCE_S) -> None:
    """Give a letter to the mail server.

    Raises
    ------
    LetterNotSent
        Saying why, in words that hold neither the password nor the letter.
    """
    written = message(letter, mail, at=at)
    try:
        server = _connected(mail, patience_s)
    except (OSError, smtplib.SMTPException) as problem:
        _tell(problem, mail)
    try:
        if mail.security is Security.STARTTLS:
            server.starttls(context=ssl.create_default_context())
        if mail.username:
            server.login(mail.username, mail.password)
        server.send_message(written, mail.sender, [str(written["To"])])
    except (OSError, smtplib.SMTPException) as problem:
        server.close()
        _tell(problem, mail)
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()  # it has the letter; how it says good-bye is its own affair


def _connected(mail: Mail, patience_s: float) -> smtplib.SMTP:
    if mail.security is Security.TLS:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=patience_s, context=context)
    return smtplib.SMTP(mail.host, mail.port, timeout=patience_s)


def _tell(problem: OSError | smtplib.SMTPException, mail: Mail) -> NoReturn:
    """Raise what went wrong, in words for whoever runs Hedgerow."""
    where = f"{mail.host}:{mail.port}"
    for_good = False
    match problem:
        case smtplib.SMTPAuthenticationError():
            said = (
                f"{where} refuses the user or the password (HEDGEROW_SMTP_USERNAME, "
                "HEDGEROW_SMTP_PASSWORD)."
            )
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code, answer = next(iter(refused.values()))
            for_good = code >= _REFUSED_FOR_GOOD
            said = f"{where} does not take letters to this address: {_words(code, answer)}"
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=answer):
            said = f"{where} did not take it: {_words(code, answer)}"
        case smtplib.SMTPNotSupportedError():
            said = (
                f"{where} cannot do what was asked: {problem}. Look at HEDGEROW_SMTP_SECURITY and "
                "HEDGEROW_SMTP_USERNAME."
            )
        case ssl.SSLCertVerificationError():
            said = f"The certificate of {where} is not to be trusted: {problem.verify_message}."
        case ssl.SSLError():
            said = f"No safe connection to {where}; look at HEDGEROW_SMTP_SECURITY."
        case TimeoutError():
            said = f"{where} does not answer in time."
        case smtplib.SMTPServerDisconnected(__context__=TimeoutError()):
            said = f"{where} does not answer in time."
        case smtplib.SMTPServerDisconnected():
            said = f"{where} hung up in the middle."
        case _:
            said = f"{where} cannot be reached ({getattr(problem, 'strerror', '') or problem})."
    raise LetterNotSent(said, for_good=for_good) from problem


def _words(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"{code} {' '.join(shown.split())[:_SHOWN]}"


def _ascii_domain(address: str) -> str:
    """An address or a domain with its domain as the name service knows it (IDNA)."""
    name, at, domain = address.rpartition("@")
    return f"{name}{at}{domain.encode('idna').decode('ascii')}"
