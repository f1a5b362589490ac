"""What an address of the what-if pages asks: the scenario, the question, and what keeps both."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, request

from graph.analysis.progress import Progress
from graph.analysis.scenario.comparison import Comparison, compare
from graph.analysis.scenario.edits import Edit
from graph.analysis.scenario.example import example_of
from graph.model import Scenario
from graph.network import Network
from service import findings
from service.asked import GAPS_FIELDS, Asked, read_asked
from service.forms.paging import Paging
from service.forms.scenario import ScenarioRead, read_scenario
from service.opened import network, today
from service.pages import Problem

PATH = "/what-if"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAsked:
    """A scenario, and the question that both sides of it answer.

    Attributes
    ----------
    asked
        The question.
    read
        The scenario.
    """

    asked: Asked
    read: ScenarioRead

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The scenario's edits."""
        return self.read.edits

    @property
    def kept(self) -> Scenario | None:
        """The kept scenario that is shown, as it was kept; None for another."""
        return self.read.kept

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with either."""
        return (*self.read.problems, *self.asked.problems)

    @property
    def scenario(self) -> Pairs:
        """The scenario as parameters: by its name where it stands as it was kept."""
        kept = self.kept
        against = (("against", self.read.against.id),) if self.read.against else ()
        if kept and tuple(str(edit) for edit in self.edits) == kept.edits:
            return (("scenario", kept.id), *against)
        return (*(("edit", str(edit)) for edit in self.edits), *against)

    @property
    def query(self) -> Pairs:
        """Everything that an address has to keep."""
        return (*self.scenario, *self.asked.query)

    def address(self, path: str = PATH, **more: str) -> str:
        """An address of the same scenario and question, with something more."""
        kept = tuple(pair for pair in self.query if pair[0] not in more)
        return _address(path, (*kept, *more.items()))

    def less(self, place: int) -> str:
        """The address of the scenario without one of its edits."""
        edits = (edit for at, edit in enumerate(self.edits) if at != place)
        return _address(PATH, self._with(*edits))

    def more(self, edit: Edit) -> str:
        """The address of the scenario with one edit more."""
        return _address(PATH, self._with(*self.edits, edit)) + "#scenario"

    def of_ages(self, low: int, high: int) -> str:
        """The address of the same scenario, asked about other ages."""
        return self.address(age_from=str(low), age_to=str(high))

    def _with(self, *edits: Edit) -> Pairs:
        against = tuple(pair for pair in self.scenario if pair[0] == "against")
        return (*(("edit", str(edit)) for edit in edits), *against, *self.asked.query)

    def paging(self, total: int, per_page: int) -> Paging:
        """The pages of the areas that change."""
        number = min(self.asked.page, max(1, -(-total // per_page)))
        return Paging(path=PATH, asked=self.query, total=total, number=number, per_page=per_page)


def _address(path: str, asked: Pairs) -> str:
    return Paging(path=path, asked=asked, total=0, number=1).address(1)


def read_asked_scenario() -> ScenarioAsked:
    """Read the scenario and the question of this request."""
    asked = read_asked(GAPS_FIELDS)
    return ScenarioAsked(asked=asked, read=read_scenario(request.args, network()))


def scenario_asked_rightly() -> ScenarioAsked:
    """The same for answers that are not pages; 400 where anything is wrong."""
    found = read_asked_scenario()
    if found.problems:
        abort(400, " ".join(problem.message for problem in found.problems))
    return found


def compared(asked: ScenarioAsked) -> Comparison:
    """What the scenario changes, kept by revision, scenario and question."""
    known, options, day = asked.asked.network, asked.asked.options, today()
    edits, against = asked.edits, asked.read.against_edits

    def work(_: Progress) -> Comparison:
        return compare(
            known,
            edits,
            slice=options.slice,
            reach=options.reach,
            method=options.method,
            standard_hours_per_week=options.standard_hours_per_week,
            roll_up=options.roll_up,
            within=options.within,
            drawn=options.drawn,
            against=against,
            today=day,
        )

    asks = (edits, against, options, day)
    return findings.worked_out("what-if", known, asks, work, "What if")


def example_addresses(known: Network) -> tuple[tuple[str, str], ...]:
    """Addresses and words of scenarios to begin with."""
    found = findings.keep(
        "what-if example", known, (), lambda: example_of(known, reach=findings.usual(known).reach)
    )
    if found is None:
        return ()
    place, runner = known.sites, known.organisations
    return (
        (
            _address(PATH, (("edit", f"close:site:{place.id[found.site]}"),)),
            f"What if {place.name[found.site]} closed?",
        ),
        (
            _address(PATH, (("edit", f"fold:organisation:{runner.id[found.organisation]}"),)),
            f"What if {runner.name[found.organisation]} folded?",
        ),
    )
