"""Which files of the npm packages are served, and under which names."""

from __future__ import annotations

FROM_PACKAGES: dict[str, str] = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2": (
        "fonts/hyperlegible-400.woff2"
    ),
    "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff2": (
        "fonts/hyperlegible-700.woff2"
    ),
    "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-ext-400-normal.woff2": (
        "fonts/hyperlegible-ext-400.woff2"
    ),
    "@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-ext-700-normal.woff2": (
        "fonts/hyperlegible-ext-700.woff2"
    ),
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/images/layers.png": "leaflet/images/layers.png",
    "leaflet/dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
    "leaflet/dist/images/marker-icon-2x.png": "leaflet/images/marker-icon-2x.png",
    "leaflet/dist/images/marker-shadow.png": "leaflet/images/marker-shadow.png",
    "leaflet.markercluster/dist/leaflet.markercluster.js": "leaflet/markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css": "leaflet/markercluster.css",
    "leaflet.markercluster/dist/MarkerCluster.Default.css": "leaflet/markercluster-default.css",
    "topojson-client/dist/topojson-client.min.js": "topojson-client.min.js",
}
"""Path in ``node_modules`` -> name under ``/assets/<version>/``."""

LICENCES: dict[str, str] = {
    "@fontsource/atkinson-hyperlegible/LICENSE": "licences/atkinson-hyperlegible.txt",
    "leaflet/LICENSE": "licences/leaflet.txt",
    "leaflet.markercluster/MIT-LICENCE.txt": "licences/leaflet.markercluster.txt",
    "topojson-client/LICENSE": "licences/topojson-client.txt",
}
"""The licence texts, which travel with the files."""

SOURCE_MAP_MARK = "//# sourceMappingURL="
