"""The second step of signing in: codes that a telephone shows, another every half minute.

As RFC 6238 has them, with the settings that every app for codes knows: six digits, 30 seconds.
The code before and the one after are taken too, since clocks differ; each is taken once.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pyotp
import segno

from graph.errors import InvalidData
from graph.model import Account

DIGITS = 6
EITHER_SIDE = 1
"""How many codes before and after the present one are taken."""

ISSUER = "Hedgerow"


def fresh_secret() -> str:
    """A secret of 160 bits for a telephone to keep, in letters that can be typed."""
    return pyotp.random_base32()


def spaced(secret: str) -> str:
    """A secret in groups of four, so that it can be typed from a screen."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def picture(secret: str, email: str) -> bytes:
    """The QR code that gives a secret to a telephone, as SVG without any style."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", scale=5, border=4, light="#ffffff", svgclass=None, lineclass=None
    )
    return drawn.getvalue()


def take(account: Account, code: str, at: datetime) -> Account:
    """The account after a code of its was taken, which is then taken no more.

    Raises
    ------
    InvalidData
        It is not a code for now, or was taken already.
    """
    typed = "".join(code.split())
    codes = pyotp.TOTP(account.totp)
    present = codes.timecode(at)
    for number in range(present - EITHER_SIDE, present + EITHER_SIDE + 1):
        same = hmac.compare_digest(codes.generate_otp(number).encode(), typed.encode())
        if account.totp and number > account.totp_used and same:
            return replace(account, totp_used=number)
    raise InvalidData(
        f"This is not the code that your telephone shows now. It has {DIGITS} digits, and each "
        "works once: wait for the next one.",
        field="code",
    )
