"""Charts of the selection: probabilities, rank intervals, block scores, Sobol shares."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts import bars, intervals, points
from cohesion.tables.geography import STATES, state_name

#: States that are less often among the first four are left out of the chart of probabilities.
LEAST_SHOWN = 0.01
#: Colours of the criteria that differ between states: need, then feasibility.
CRITERIA = ("blue", "blue 80", "blue 50", "blue 25", "orange", "orange 50", "orange 25")
#: What stands for the criteria without a figure, which give all states the same points.
NEUTRAL = "No figure: neutral"


def need_feasibility(table: pd.DataFrame, proposed: Sequence[str]) -> Figure:
    """Draw need against feasibility; proposed states large, gated ones hollow and grey."""
    gated = table.index[~table["eligible"]]
    rest = table.index[table["eligible"]].drop(list(proposed))
    names = table["name"].where(table.index.isin(list(proposed)), STATES["short"])
    return points.groups(
        table["feasibility"],
        table["need"],
        [
            points.Group(gated, "grey", 24, hollow=True),
            points.Group(rest, "blue", 37),
            points.Group(proposed, "orange", 60),
        ],
        names[[*proposed, *rest, *gated]],
        x_label="Feasibility score (0–100)",
        y_label="Need score (0–100)",
        height=6.4,
    )


def top_probabilities(
    table: pd.DataFrame, proposed: Sequence[str], least: float = LEAST_SHOWN
) -> Figure:
    """Draw the probability of being among the first 2, 3 and 4, for states with any to speak of.

    Parameters
    ----------
    least : float
        States below this probability of being among the first four are left out.
    """
    first = table[table["eligible"] & (table["top4"] >= least)]
    return intervals.chances(
        first.sort_values(["rank", "total"], ascending=[False, True]),
        {"top2": "first 2", "top3": "first 3", "top4": "first 4"},
        proposed,
        x_label="Probability of being among the first states",
    )


def rank_intervals(table: pd.DataFrame, proposed: Sequence[str]) -> Figure:
    """Draw the median rank and the range of 90 % of the draws for every eligible state."""
    return intervals.rank_draws(
        table[table["eligible"]].sort_values(["rank_median", "rank"], ascending=False),
        proposed,
        x_label="Rank (dot: median; bar: 90 % of draws; tick: declared)",
    )


def sobol_bars(indices: pd.DataFrame, codes: Sequence[str]) -> Figure:
    """Draw total Sobol indices, one panel an assumption, the strongest first.

    An assumption that moves no rank has no panel.
    """
    means = indices.groupby("factor")["total"].mean().sort_values(ascending=False)
    of_state = indices.rename(columns={"total": "share", "total_ci": "half"})
    panels = {
        factor.replace("normalisation", "normali- sation").replace(" ", "\n", 1): of_state[
            of_state["factor"] == factor
        ].set_index("state").loc[list(codes)]
        for factor in means.index[means > 1e-9]
    }  # fmt: skip
    return bars.shares_with_errors(
        panels, [state_name(code) for code in codes],
        x_label="Share of the variance of the rank that involves the assumption",
    )  # fmt: skip


def criterion_profile(
    scores: pd.DataFrame, labels: pd.Series, codes: Sequence[str], weights: pd.Series
) -> Figure:
    """Draw the points that each criterion contributes to the declared score, stacked by state."""
    shown = [name for name in scores if scores[name].round(6).nunique() > 1]
    flat = [name for name in scores if name not in shown]
    points_of = scores.loc[list(codes)] * weights[scores.columns]
    parts = points_of[shown].rename(columns=labels).assign(**{NEUTRAL: points_of[flat].sum(axis=1)})
    return bars.stacked(
        parts.set_axis([state_name(code) for code in codes]),
        {**dict(zip(labels[shown], CRITERIA, strict=False)), NEUTRAL: "neutral"},
        x_label="Points of the declared score",
        height=0.42 * len(codes) + 1.5,
        totals=True,
        parted=True,
        legend="outside upper center",
        columns=2,
    )
