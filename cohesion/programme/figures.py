"""Charts of the programme design: the timetable, the budget, what a survey could see."""

from __future__ import annotations

import datetime
import textwrap

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from cohesion import formats
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.programme import budget
from cohesion.programme.calendar import blackouts, first_day, quarter_of
from cohesion.programme.design import Design
from cohesion.programme.schedule import belongs, critical_path, schedule
from cohesion.programme.tables import timetable_titles
from cohesion.programme.timetable import STREAMS

_BAR = {"procurement": "ochre", "task": "blue", "continuous": "sky"}
_FUNDERS = {"eu": "blue", "federation": "orange", "states": "green"}


def gantt(design: Design) -> Figure:
    """Draw the timetable: one row per activity and stream, quarters across, phases marked."""
    table, plan = schedule(design.timetable), design.timetable
    titles = timetable_titles(design)
    order = [*plan_streams(first=True), *design.activities.ids, *plan_streams(first=False)]
    fig, ax = new_figure(height=0.42 * len(order) + 1.1)
    on_path = set(critical_path(plan))
    _campaigns(ax, design)
    for row, name in enumerate(order):
        own = table[belongs(table, name)].sort_values("kind")
        places, lanes = lanes_of(own[own["kind"].isin(["task", "procurement"])])
        for task in own.itertuples():
            lane = places.get(task.Index, 0)
            _bar(ax, row, task, task.Index in on_path, lane=lane, lanes=lanes)
    for phase in plan.phases:
        ax.axvline(phase.start, color=PALETTE["grey"], lw=0.8, ls=(0, (3, 2)), zorder=0)
        name = phase.title.split()[0]
        is_short = phase.quarters < 6
        ax.text(
            phase.start + (0.1 if is_short else 0.5), -1.0, name[:4] + "." if is_short else name,
            fontsize=SMALL, va="center", color=PALETTE["grey"],
        )  # fmt: skip
    ax.set_yticks(range(len(order)))
    ax.set_yticklabels([_label(name, titles) for name in order], fontsize=SMALL, linespacing=0.95)
    ax.set_ylim(len(order) - 0.4, -1.6)
    first, last = plan.phases[0].start, plan.phases[-1].end + 1
    years = range(first // 4, last // 4 + 1)
    ax.set_xlim(first, last)
    ax.set_xticks([4 * year for year in years if first <= 4 * year <= last])
    ax.set_xticklabels([str(year) for year in years if first <= 4 * year <= last], ha="left")
    ax.set_xticks(range(first, last), minor=True)
    ax.grid(axis="x", which="major", color=PALETTE["light"], lw=0.7)
    ax.tick_params(axis="y", length=0)
    fig.legend(handles=_key(), loc="outside lower center", ncols=3, frameon=False, fontsize=SMALL)
    return fig


def _key() -> list[Artist]:
    return [
        Patch(color=PALETTE["blue"], label="work"),
        Patch(color=PALETTE["sky"], alpha=0.45, label="continuous work"),
        Patch(color=PALETTE["ochre"], label="procurement"),
        Patch(facecolor="white", edgecolor=PALETTE["orange"], lw=1.6, label="critical path"),
        Line2D([], [], marker="D", ls="", color=PALETTE["ink"], ms=5, label="milestone"),
        Patch(color=PALETTE["light"], alpha=0.6, label="campaign"),
    ]


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


def _campaigns(ax: Axes, design: Design) -> None:
    """Shade the campaigns, from their start to election day."""
    plan = design.timetable
    states = sorted({state for task in plan.tasks for state in task.states})
    for black in blackouts(design.calendar, states):
        first, last = _position(black.first), _position(black.last)
        if first >= plan.phases[0].start:
            ax.axvspan(first, last, color=PALETTE["light"], alpha=0.6, lw=0, zorder=-1)


def _position(day: datetime.date) -> float:
    """Return where a day lies on the axis of quarters."""
    quarter = quarter_of(day)
    length = (first_day(quarter + 1) - first_day(quarter)).days
    return quarter + (day - first_day(quarter)).days / length


def plan_streams(*, first: bool) -> list[str]:
    """Return the management streams that stand above, or below, the activities."""
    return ["M"] if first else ["ME", "V"]


def _bar(
    ax: Axes, row: int, task: object, critical: bool, *, lane: int = 0, lanes: int = 1
) -> None:
    if task.kind == "milestone":
        ax.plot(task.end + 1, row, "D", color=PALETTE["ink"], ms=5, zorder=4, clip_on=False)
        return
    height = 0.34 if task.kind == "continuous" else (0.62 if lanes == 1 else 0.8) / lanes
    ax.barh(
        row if task.kind == "continuous" else row + (lane - (lanes - 1) / 2) * height,
        task.quarters,
        left=task.start,
        height=height,
        color=PALETTE[_BAR[task.kind]],
        alpha=0.45 if task.kind == "continuous" else 1,
        edgecolor=PALETTE["orange"] if critical else "white",
        linewidth=1.6 if critical else 0.8,
        zorder=3 if critical else 2,
    )


def _label(name: str, titles: dict[str, str], width: int = 32) -> str:
    text = titles[name] if name in STREAMS else f"{name} {titles[name]}"
    return "\n".join(textwrap.wrap(text, width))


def funding(design: Design) -> Figure:
    """Draw the budget by component, stacked by funder, amounts in million euros."""
    table = budget.by(design.budget_lines, "component", "funder", design.budget)
    table = table.drop(index="Total").drop(columns="Total") / 1e6
    fig, ax = new_figure(height=3.2)
    left = pd.Series(0.0, index=table.index)
    names = {item.title: item.id for item in design.budget.funders}
    for funder in table.columns:
        color = PALETTE[_FUNDERS[names[funder]]]
        ax.barh(table.index, table[funder], left=left, color=color, height=0.62)
        for position, value in enumerate(table[funder]):
            if value > 0.6:
                ax.text(
                    left.iloc[position] + value / 2, position, formats.number(value, 1),
                    color="white", ha="center", va="center", fontsize=SMALL,
                )  # fmt: skip
        left += table[funder]
    ax.invert_yaxis()
    ax.set_yticks(range(len(table)))
    ax.set_yticklabels([_wrapped(name) for name in table.index], fontsize=SMALL)
    ax.set_xlabel("Million euros")
    handles = [Patch(color=PALETTE[_FUNDERS[names[name]]], label=name) for name in table.columns]
    fig.legend(handles=handles, loc="outside lower center", ncols=1, frameon=False, fontsize=SMALL)
    return fig


def _wrapped(text: str) -> str:
    return text.replace(", ", ",\n", 1) if len(text) > 22 else text


def detectability(design: Design, values: pd.DataFrame) -> Figure:
    """Draw what the programme adds to the trend beside the smallest change that a survey sees."""
    rows = values[values["mdc"].notna() & (values["added"] != 0)]
    percent = [design.indicators.get(row.indicator).unit == "%" for row in rows.itertuples()]
    rows = rows[percent].iloc[::-1]
    fig, ax = new_figure(height=0.6 * len(rows) + 1.4)
    for position, row in enumerate(rows.itertuples()):
        ax.plot([0, row.mdc], [position, position], color=PALETTE["light"], lw=9, zorder=1)
        color = PALETTE["blue" if row.detectable == "yes" else "orange"]
        ax.plot(abs(row.added), position, "o", color=color, ms=8, zorder=3)
        ax.text(
            abs(row.added), position + 0.3, formats.number(abs(row.added), 1), color=color,
            ha="center", fontsize=SMALL,
        )  # fmt: skip
    ax.set_yticks(range(len(rows)), rows["name"])
    # The name of an indicator stands once, above its first state.
    for position, code in enumerate(rows["indicator"]):
        if position == len(rows) - 1 or rows["indicator"].iloc[position + 1] != code:
            text = f"{code} {design.indicators.get(code).name}"
            ax.text(0, position + 0.62, text, fontsize=SMALL, fontweight="bold", va="center")
    ax.set_xlim(left=0)
    ax.set_ylim(-0.6, len(rows) + 0.1)
    ax.set_xlabel("Percentage points nearer to the nation than the trend alone")
    handles = [
        Patch(color=PALETTE["light"], label="smaller than the survey can see"),
        *(
            Line2D([], [], marker="o", ls="", color=PALETTE[color], label=label)
            for color, label, drawn in (
                ("blue", "target, visible", (rows["detectable"] == "yes").any()),
                ("orange", "target, not visible", (rows["detectable"] != "yes").any()),
            )
            if drawn
        ),
    ]
    fig.legend(handles=handles, loc="outside lower center", ncols=2, frameon=False, fontsize=SMALL)
    return fig
