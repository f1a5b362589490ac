"""What the feed says of itself."""

from __future__ import annotations

from service.open_referral.feed import Feed
from service.open_referral.plain import Document, filled

VERSION = "HSDS-UK-3.0"
"""In the form that validators can read; what they cannot, they take for version 1."""

PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
OPENAPI = "https://docs.openreferraluk.org/en/latest/openapi30.json"

ELSEWHERE = (
    "The standard tells services and where they are. Halls and other places without a service, "
    "and what can be lent, are at /api/v1/sites and /api/v1/assets beside this feed."
)


def root_document(feed: Feed) -> Document:
    """The version and profile, where the facts come from, and what the feed has no place for."""
    return filled(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": OPENAPI,
            "x_hedgerow_elsewhere": ELSEWHERE,
            "x_hedgerow_sources": list(feed.source_documents.values()),
        }
    )
