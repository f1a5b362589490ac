"""The registers that can be imported, by the name that people give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from graph.model import Term
from seeds.reading import Reading
from seeds.registers.charities import read_charities
from seeds.registers.councils import read_councils
from seeds.registers.parish_councils import read_parish_councils
from seeds.registers.schools import read_schools
from seeds.registers.taking import Held, Wish


class Register(Term):
    """A register that a public body publishes."""

    CHARITIES = "charities", "Register of charities"
    COUNCILS = "councils", "Councils"
    PARISH_COUNCILS = "parish-councils", "Parish and town councils"
    SCHOOLS = "schools", "Schools and colleges"


READERS: dict[Register, Callable[[Sequence[Path], Held, Wish], Reading]] = {
    Register.CHARITIES: read_charities,
    Register.COUNCILS: read_councils,
    Register.PARISH_COUNCILS: read_parish_councils,
    Register.SCHOOLS: read_schools,
}


def read_register(register: Register, paths: Sequence[Path], held: Held, wish: Wish) -> Reading:
    """Read the files of one register.

    Parameters
    ----------
    register
        Which one.
    paths
        Its files; those of one register belong together.
    held
        What the graph has.
    wish
        What is wanted of it.

    Raises
    ------
    FileRefused
        A file is none of that register's, or nothing of it is left to import.
    """
    return READERS[register](paths, held, wish)
