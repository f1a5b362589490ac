"""What the graph and the file of postcodes know around a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from graph.network import Network
from seeds.mapped.around import Around, Point
from seeds.naming import likeness
from service.postcodes import postcode_point, read_postcode


def around_of(network: Network, postcodes: Path | None) -> Around:
    """Organisations by name, sites by name and postcode, and where postcodes are."""
    sites = network.sites
    found: dict[tuple[str, str], Point | None] = {}
    for row, (name, text) in enumerate(zip(sites.name, sites.postcode, strict=True)):
        postcode = read_postcode(str(text))
        if postcode is None or sites.blurred[row]:
            continue
        key = likeness(str(name)), postcode
        at = float(sites.latitude[row]), float(sites.longitude[row])
        found[key] = at if key not in found else None
    return Around(
        organisations=dict(zip(network.organisations.id, network.organisations.name, strict=True)),
        sites={key: at for key, at in found.items() if at is not None},
        point=lambda postcode: postcode_point(network, postcode, postcodes),
    )
