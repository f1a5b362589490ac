"""Every resource, by the word of its address: routes, models, document and tests come from here."""

from __future__ import annotations

from service.api.evidence import EVIDENCE
from service.api.findings import FINDINGS
from service.api.partners import PARTNERS
from service.api.private import PRIVATE
from service.api.records import RECORDS
from service.api.resource import Resource
from service.api.what_if import WHAT_IFS

RESOURCES: dict[str, Resource] = {
    one.name: one for one in (*RECORDS, *FINDINGS, *WHAT_IFS, *EVIDENCE, *PARTNERS, *PRIVATE)
}
