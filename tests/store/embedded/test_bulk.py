"""All of England's small areas fit in one change, at the least memory that the server is given."""

from __future__ import annotations

from pathlib import Path

from graph.model import AgeBand, AgeRange, Area, AreaKind, Source, Within
from graph.store import open_store
from graph.store.embedded import java
from tests.store.records import area

SMALL_AREAS, WARDS, AUTHORITIES, REGIONS = 33_755, 6_800, 309, 9


def england() -> list[Area]:
    """As many areas as England has, each within its ward, authority and region."""
    bands = tuple(
        AgeBand(ages=AgeRange(age_from=age, age_to=age + 4), people=90.0 + age)
        for age in range(0, 25, 5)
    )
    return [
        area("E92000001", "England", kind=AreaKind.COUNTRY),
        *(
            area(f"E12{n:06d}", kind=AreaKind.REGION, within=(Within(area_id="E92000001"),))
            for n in range(REGIONS)
        ),
        *(
            area(
                f"E06{n:06d}",
                kind=AreaKind.LOCAL_AUTHORITY,
                within=(Within(area_id=f"E12{n % REGIONS:06d}"),),
            )
            for n in range(AUTHORITIES)
        ),
        *(
            area(f"E05{n:06d}", within=(Within(area_id=f"E06{n % AUTHORITIES:06d}"),))
            for n in range(WARDS)
        ),
        *(
            area(
                f"E01{n:06d}",
                f"Somewhere {n:05d}A",
                kind=AreaKind.LSOA,
                latitude=50.0 + n * 1e-4,
                longitude=-3.0,
                population=bands,
                deprivation_decile=n % 10 + 1,
                deprivation_score=20.25,
                deprivation_index="IMD 2025",
                rural=n % 5 == 0,
                source_id="england",
                within=(
                    Within(area_id=f"E05{n % WARDS:06d}", share=0.75),
                    Within(area_id=f"E05{(n + 1) % WARDS:06d}", share=0.25),
                ),
            )
            for n in range(SMALL_AREAS)
        ),
    ]


def test_all_of_england_is_one_change(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(java, "MOST_HEAP_MIB", java.LEAST_HEAP_MIB)
    areas = england()
    source = Source(id="england", name="England")
    with open_store(data=tmp_path) as store:
        pid = store.about().pid
        written = store.write(areas, by="test", message="England", source=source)
        assert written.added == {"Source": 1, "Area": len(areas)}
        network = store.snapshot()
        assert len(network.areas) == len(areas)
        assert len(network.within) == REGIONS + AUTHORITIES + WARDS + 2 * SMALL_AREAS
        assert len(network.population) == 5 * SMALL_AREAS
        again = store.write(areas, by="test", message="England again", source=source)
        assert again.change is None
        assert again.unchanged == {"Source": 1, "Area": len(areas)}
        assert store.about().pid == pid, "the server did it without falling over"
