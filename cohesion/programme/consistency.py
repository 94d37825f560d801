"""Whether targets can all be true at once: milestones on the way, nothing older than its source."""

from __future__ import annotations

from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme.indicators import FILE, Indicator, Indicators, counted
from cohesion.programme.results import Activities
from cohesion.programme.timetable import Timetable

#: The indicator that counts pilots taken up in state programmes with a budget line.
TAKE_UP = "R1-2"
#: Activities whose outputs are pilots in the states.
PILOTS = ("A1.3", "A1.4", "A1.5")


def check_targets(
    plan: Indicators,
    activities: Activities,
    timetable: Timetable,
    n_states: int,
    folder: Path = paths.PROGRAMME,
) -> None:
    """Refuse targets that contradict each other or the timetable.

    Raises
    ------
    DataError
        Naming the indicator: a milestone that is not on the way to its target; changes that are to
        be a year old before they can have been made; pilots taken up before the vote for it.
    """
    for item in plan.indicators:
        target = counted(plan, item.id, activities, n_states)
        if item.target.rule not in ("distance", "gain"):
            _check_way(item, target, folder)
        if item.target.rule == "sustained":
            years = [step.year for step in item.milestones] + [item.target.year]
            for year in years:
                reached = counted(plan, item.id, activities, n_states, year)
                older = sum(
                    counted(plan, name, activities, n_states, year - 1) for name in item.target.of
                )
                if reached > older:
                    raise _wrong(
                        item,
                        f"{reached:g} changes are to be a year old in {year}, but only {older:g} "
                        f"are made by {year - 1} ({', '.join(item.target.of)}).",
                        "Lower the value, or move it to a later year.",
                        folder,
                    )
    take_up = plan.get(TAKE_UP)
    for year in [step.year for step in take_up.milestones] + [take_up.target.year]:
        reached = counted(plan, TAKE_UP, activities, n_states, year)
        possible = _pilots_after_a_vote(activities, timetable, year)
        if reached > possible:
            raise _wrong(
                take_up,
                f"{reached:g} pilots are to be taken up by {year}, but votes of take-up until then "
                f"cover {possible}.",
                "Lower the value, or wait for the vote of the next wave.",
                folder,
            )


def _check_way(item: Indicator, target: float, folder: Path) -> None:
    before = 0.0
    for step in item.milestones:
        value = step.value or 0
        if not before < value < target:
            raise _wrong(
                item,
                f"the milestone {value:g} of {step.year} does not lie between {before:g} and the "
                f"target {target:g}.",
                "Let the values rise towards the target and stay below it.",
                folder,
            )
        before = value


def _pilots_after_a_vote(activities: Activities, timetable: Timetable, year: int) -> int:
    per_state = sum(
        output.quantity
        for item in activities.activities
        if item.id in PILOTS
        for output in item.outputs
        if output.per == "state"
    )
    votes = [task for task in timetable.with_role("take_up_vote") if task.end // 4 <= year]
    return per_state * len({state for vote in votes for state in vote.states})


def _wrong(item: Indicator, problem: str, cure: str, folder: Path) -> DataError:
    return DataError(
        problem, file=Path(folder) / FILE, row=item.id, column="milestones / target", cure=cure
    )
