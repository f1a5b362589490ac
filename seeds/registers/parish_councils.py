"""Parish and town councils by the code of their parish (E04…): codes with names, as published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from graph.model import Organisation, OrganisationKind, Source
from seeds.codes import parted
from seeds.layouts import OGL
from seeds.naming import likeness
from seeds.reading import Reading, counted
from seeds.registers.extracts import Extract, cleaned, extracts
from seeds.registers.taking import Held, Taking, Wish

SOURCE = Source(
    id="register-of-parish-councils",
    name="Parish and town councils, by parish code",
    licence=OGL,
    attribution="Source: Office for National Statistics licensed under the Open Government "
    "Licence v3.0. Contains OS data © Crown copyright and database right.",
)
_CODES = ("code", "gss_code", "parish_code", "area_code")
_NAMES = ("name", "parish", "parish_name", "area_name")
_COUNCILS = ("council", "council_name", "parish_council")
_WEBSITES = ("website", "url")
_STEMS = ("par", "parncp")
_KINDS = (
    *("parish council", "town council", "city council", "community council"),
    *("village council", "neighbourhood council", "parish meeting"),
)


def _known(columns: frozenset[str]) -> bool:
    fields = _fields(columns)
    return bool(fields["code"] and (fields["name"] or fields["council"])) or _is_list(columns)


def _is_list(columns: frozenset[str]) -> bool:
    """Whether a first row is itself the name of a council, as in a plain list of names."""
    return len(columns) == 1 and any(
        column.endswith(kind.replace(" ", "_")) for column in columns for kind in _KINDS
    )


def _fields(columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The columns of each field; of several years the newest stands first."""
    columns = sorted(columns)
    dated: dict[str, list[tuple[int, str]]] = {"cd": [], "nm": []}
    for column in columns:
        parts = parted(column)
        if parts is not None and parts[0] in _STEMS:
            dated[parts[2]].append((parts[1], column))

    def listed(part: str, plain: tuple[str, ...]) -> tuple[str, ...]:
        newest = [column for _, column in sorted(dated.get(part, []), reverse=True)]
        return (*newest, *(name for name in plain if name in columns))

    return {
        "code": listed("cd", _CODES),
        "name": listed("nm", _NAMES),
        "council": listed("", _COUNCILS),
        "website": listed("", _WEBSITES),
    }


def read_parish_councils(paths: Iterable[Path], held: Held, wish: Wish) -> Reading:
    """Read parish and town councils.

    Parameters
    ----------
    paths
        Codes and names of parishes (JSON of code and name, ``PARCD,PARNM`` and ``PARNCP…`` of
        any year, or ``code,name,council,website``), and, beside them, a plain list of councils'
        names, one to a line, that tells which parish has a town council.
    held, wish
        What the graph has, and what is wanted.

    Returns
    -------
    Reading
        A council for each English parish that the graph has, or for every one where everything
        is wanted.
    """
    reading = _ParishCouncils(held, wish)
    tables = []
    for path in paths:
        for extract in extracts(path, header=_known):
            if _is_list(frozenset(extract.columns)):
                reading.read_names(extract)
                reading.taking.ended(extract)
            else:
                fields = _fields(extract.columns)
                rows = list(extract.rows(fields, wish.progress))
                tables.append((extract, rows))
    for extract, rows in tables:
        for number, row in rows:
            reading.row(extract, number, row)
        reading.taking.ended(extract)
    return reading.reading()


_PLACES = "Import parishes as areas first (hedgerow import areas), or give --all."
_CODED = (
    "There are names in it only; give a file with the codes and names of the parishes "
    "(columns code and name, or PARCD and PARNM) with it."
)


class _ParishCouncils:
    """The register as its files are read."""

    def __init__(self, held: Held, wish: Wish) -> None:
        self.held, self.wish = held, wish
        self.taking = Taking(SOURCE)
        self.names: dict[str, set[str]] = {}
        self.assumed = 0
        self.coded = False

    def read_names(self, extract: Extract) -> None:
        first = extract.columns[0]
        names = [first.replace("_", " ").title()]
        names += [row["name"] for _, row in extract.rows({"name": (first,)}, self.wish.progress)]
        for written in names:
            name = cleaned(written.replace(" & ", " and "))
            for kind in _KINDS:
                if name.casefold().endswith(f" {kind}"):
                    bare = likeness(name[: -len(kind)])
                    self.names.setdefault(bare, set()).add(name[len(name) - len(kind) :].title())

    def row(self, extract: Extract, number: int, row: Mapping[str, str]) -> None:
        self.coded = True
        code = row["code"].upper()
        if parted(code.removeprefix("\ufeff").removeprefix("ï»¿".upper()).lower()):
            return  # a header that somebody's conversion left among the rows
        if code.startswith("W"):
            self.taking.pass_over(
                "is a Welsh community and was passed over",
                "are Welsh communities and were passed over",
            )
        elif code.startswith("E43") or "unparished" in row["name"].casefold():
            self.taking.pass_over(
                "is an unparished area, which has no council",
                "are unparished areas, which have no council",
            )
        elif not code.startswith("E04") or len(code) != 9 or not code[1:].isdigit():
            extract.faults.add(
                f"“{row['code'][:40]}” is not the code of an English parish (E04 and six digits).",
                row=number,
            )
        elif code not in self.held.areas and not self.wish.everything:
            self.taking.pass_over(
                "is no area of the graph and was passed over (--all takes it too)",
                "are no areas of the graph and were passed over (--all takes them too)",
            )
        else:
            self.taking.add(extract, number, lambda: self._made(code, row))

    def _made(self, code: str, row: Mapping[str, str]) -> Organisation:
        website = row["website"] if row["website"].startswith(("http://", "https://")) else ""
        return Organisation(
            id=f"parish-council-{code}",
            name=cleaned(row["council"]) or self._name(cleaned(row["name"])),
            kind=OrganisationKind.PARISH_COUNCIL,
            website=website,
            identifiers=(f"ons:{code}",),
            area_ids=(code,) if code in self.held.areas else (),
            source_id=SOURCE.id,
        )

    def _name(self, parish: str) -> str:
        """A council's name from its parish's: as listed, as the parish says, or with “Parish”."""
        plain = parish.casefold()
        if not parish or any(plain.endswith(kind) for kind in _KINDS):
            return parish
        kinds = self.names.get(likeness(parish), set())
        if len(kinds) == 1:
            return f"{parish} {next(iter(kinds))}"
        if plain.endswith((" town", " parish", " city", " community")):
            return f"{parish} Council"
        self.assumed += 1
        return f"{parish} Parish Council"

    def reading(self) -> Reading:
        taking = self.taking
        if self.assumed:
            taking.told.append(
                f"{counted(self.assumed, 'council is', 'councils are')} called “Parish Council” "
                "because the files name their parishes only; some call themselves Town, City or "
                "Community Council, and the smallest parishes have a meeting instead of a council."
            )
        return taking.reading(
            one="parish",
            many="parishes",
            advice=_PLACES if self.coded else _CODED,
        )
