"""Charts of the programme design: the timetable, the budget, what a survey could see."""

from __future__ import annotations

import datetime
import textwrap

import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts import bars, intervals
from cohesion.charts.timelines import Bar, Look, Phase, timeline
from cohesion.programme import budget
from cohesion.programme.calendar import blackouts, first_day, quarter_of
from cohesion.programme.design import Design
from cohesion.programme.schedule import belongs, critical_path, schedule
from cohesion.programme.tables import timetable_titles
from cohesion.programme.timetable import STREAMS

_BAR = {"procurement": "ochre", "task": "blue", "continuous": "sky"}
_FUNDERS = {"eu": "blue", "federation": "orange", "states": "green"}
_KEY = (
    Look("work", "blue"), Look("continuous work", "sky", "pale"), Look("procurement", "ochre"),
    Look("critical path", "orange", "frame"), Look("milestone", "ink", "point"),
    Look("campaign", "light", "shade"),
)  # fmt: skip


def gantt(design: Design) -> Figure:
    """Draw the timetable: one row per activity and stream, quarters across, phases marked."""
    table, plan = schedule(design.timetable), design.timetable
    titles = timetable_titles(design)
    order = [*plan_streams(first=True), *design.activities.ids, *plan_streams(first=False)]
    on_path = set(critical_path(plan))
    work, points = [], []
    for row, name in enumerate(order):
        own = table[belongs(table, name)].sort_values("kind")
        places, lanes = lanes_of(own[own["kind"].isin(["task", "procurement"])])
        for task in own.itertuples():
            if task.kind == "milestone":
                points.append((task.end + 1, row))
            else:
                place = (places.get(task.Index, 0), lanes)
                work.append(_bar(row, task, task.Index in on_path, place))
    first, last = plan.phases[0].start, plan.phases[-1].end + 1
    years = {4 * year: str(year) for year in range(first // 4, last // 4 + 1)}
    return timeline(
        [_label(name, titles) for name in order], work, points,
        phases=[_phase(phase) for phase in plan.phases], shaded=_campaigns(design),
        span=(first, last), key=_KEY,
        years={place: name for place, name in years.items() if first <= place <= last},
    )  # fmt: skip


def _phase(phase: object) -> Phase:
    name, short = phase.title.split()[0], phase.quarters < 6
    return Phase(phase.start, f"{name[:4]}." if short else name, 0.1 if short else 0.5)


def lanes_of(tasks: pd.DataFrame) -> tuple[dict[str, int], int]:
    """Share bars that overlap in time between lanes of one row.

    Bars of the same states stay in the same lane where they can.

    Returns
    -------
    dict, int
        Task → lane, counted from the top; how many lanes the row needs.
    """
    lanes: list[list[tuple[int, int]]] = []
    places: dict[str, int] = {}
    used: dict[str, list[int]] = {}
    order = tasks.sort_values(["states", "start", "end"], ascending=[False, True, True])
    for task in order.itertuples():
        free = [
            number
            for number, lane in enumerate(lanes)
            if all(end < task.start or task.end < start for start, end in lane)
        ]
        own = [number for number in used.get(task.states, []) if number in free]
        lane = (own or free or [len(lanes)])[0]
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((task.start, task.end))
        used.setdefault(task.states, []).append(lane)
        places[task.Index] = lane
    return places, max(len(lanes), 1)


def _campaigns(design: Design) -> list[tuple[float, float]]:
    """Return the campaigns, from their start to election day."""
    plan = design.timetable
    states = sorted({state for task in plan.tasks for state in task.states})
    spans = [(_position(black.first), _position(black.last))
             for black in blackouts(design.calendar, states)]  # fmt: skip
    return [(first, last) for first, last in spans if first >= plan.phases[0].start]


def _position(day: datetime.date) -> float:
    """Return where a day lies on the axis of quarters."""
    quarter = quarter_of(day)
    length = (first_day(quarter + 1) - first_day(quarter)).days
    return quarter + (day - first_day(quarter)).days / length


def plan_streams(*, first: bool) -> list[str]:
    """Return the management streams that stand above, or below, the activities."""
    return ["M"] if first else ["ME", "V"]


def _bar(row: int, task: object, critical: bool, place: tuple[int, int]) -> Bar:
    """Return the bar of a task; ``place``: its lane, and how many lanes the row has."""
    lane, lanes = place
    pale = task.kind == "continuous"
    height = 0.34 if pale else (0.62 if lanes == 1 else 0.8) / lanes
    shift = 0 if pale else (lane - (lanes - 1) / 2) * height
    return Bar(row + shift, task.start, task.quarters, _BAR[task.kind], height, pale=pale,
               framed=critical)  # fmt: skip


def _label(name: str, titles: dict[str, str], width: int = 32) -> str:
    text = titles[name] if name in STREAMS else f"{name} {titles[name]}"
    return "\n".join(textwrap.wrap(text, width))


def funding(design: Design) -> Figure:
    """Draw the budget by component, stacked by funder, amounts in million euros."""
    table = budget.by(design.budget_lines, "component", "funder", design.budget)
    table = table.drop(index="Total").drop(columns="Total") / 1e6
    names = {item.title: item.id for item in design.budget.funders}
    return bars.stacked(
        table.set_axis([_wrapped(name) for name in table.index]),
        {funder: _FUNDERS[names[funder]] for funder in table.columns},
        x_label="Million euros", height=3.2, written=0.6,
    )  # fmt: skip


def _wrapped(text: str) -> str:
    return text.replace(", ", ",\n", 1) if len(text) > 22 else text


def detectability(design: Design, values: pd.DataFrame) -> Figure:
    """Draw what the programme adds to the trend beside the smallest change that a survey sees."""
    rows = values[values["mdc"].notna() & (values["added"] != 0)]
    percent = [design.indicators.get(row.indicator).unit == "%" for row in rows.itertuples()]
    rows = rows[percent].iloc[::-1]
    codes = list(rows["indicator"])
    # The name of an indicator stands once, above its first state.
    heads = {
        position: f"{code} {design.indicators.get(code).name}"
        for position, code in enumerate(codes)
        if position == len(codes) - 1 or codes[position + 1] != code
    }
    shown = pd.DataFrame({"name": rows["name"], "value": rows["added"].abs(), "limit": rows["mdc"],
                          "seen": rows["detectable"] == "yes"})  # fmt: skip
    told = ("smaller than the survey can see", "target, visible", "target, not visible")
    return intervals.against_limits(
        shown, heads, told, x_label="Percentage points nearer to the nation than the trend alone"
    )
