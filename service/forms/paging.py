"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

PER_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a list is shown.

    Attributes
    ----------
    path
        The address of the list, without its query.
    asked
        The query's other parameters, which every page keeps.
    total
        Rows in the whole list.
    number
        The page shown, from 1; a list without rows has one page.
    """

    path: str
    asked: tuple[tuple[str, str], ...]
    total: int
    number: int
    per_page: int = PER_PAGE

    @classmethod
    def of(
        cls,
        path: str,
        given: MultiDict[str, str],
        *,
        total: int,
        number: int,
        per_page: int = PER_PAGE,
    ) -> Paging:
        """The paging of a list; a page beyond the last is the last."""
        asked = tuple((k, v) for k, v in given.items(multi=True) if k != "page" and v)
        last = max(1, -(-total // per_page))
        return cls(path=path, asked=asked, total=total, number=min(number, last), per_page=per_page)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        """Rows before this page."""
        return (self.number - 1) * self.per_page

    @property
    def slice(self) -> slice:
        """The rows of this page."""
        return slice(self.first_row, self.first_row + self.per_page)

    @property
    def shown(self) -> tuple[int | None, ...]:
        """Page numbers to offer; None stands for those left out."""
        near = {1, self.last, self.number - 1, self.number, self.number + 1}
        numbers: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.last):
            before = numbers[-1] if numbers else 0
            if before is not None and number > before + 1:
                numbers.append(None)
            numbers.append(number)
        return tuple(numbers)

    def address(self, number: int, *, path: str = "") -> str:
        """The address of a page; of another path with the same question where one is given."""
        asked = [*self.asked, *([("page", str(number))] if number > 1 else [])]
        return f"{path or self.path}{'?' + urlencode(asked) if asked else ''}"
