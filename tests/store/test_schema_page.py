"""``docs/graph.md`` shows the schema as it is."""

from __future__ import annotations

import re
from pathlib import Path

from graph.store.kinds import BESIDE, NODES
from graph.store.labels import LEADS_TO, MADE_BY, TIE, Label
from graph.store.reading import ends_of

PAGE = (Path(__file__).parents[2] / "docs" / "graph.md").read_text(encoding="utf-8")


def test_the_picture_has_every_relationship_and_no_other() -> None:
    picture = re.search(r"```mermaid\n(.*?)```", PAGE, re.DOTALL)
    assert picture is not None
    drawn = set(re.findall(r"(\w+) -->\|(\w+)[^|]*\| (\w+)", picture[1]))
    kept = {
        (start.value, link.type.value, end.value)
        for kind in (*NODES, *BESIDE)
        for link in kind.links
        for start, end in [ends_of(kind, link)]
    }
    assert drawn == kept | {
        ("Organisation", TIE, "Organisation"),
        ("TravelTimes", LEADS_TO, "Site"),
        ("Version", MADE_BY, "Change"),
        ("Arrival", MADE_BY, "Change"),
    }


def test_the_page_names_every_label() -> None:
    for label in Label:
        assert f"`{label.value}`" in PAGE, label
