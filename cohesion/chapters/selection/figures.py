"""Charts of the selection: probabilities, rank intervals, block scores, Sobol shares."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion.charts.labels import direct_label, label_points
from cohesion.charts.theme import PALETTE, SMALL, new_figure
from cohesion.tables.geography import STATES, state_name

#: States that are less often among the first four are left out of the chart of probabilities.
LEAST_SHOWN = 0.01


def need_feasibility(table: pd.DataFrame, proposed: Sequence[str]) -> Figure:
    """Draw need against feasibility; proposed states filled, gated ones hollow and grey."""
    fig, ax = new_figure(height=6.4)
    gated, rest = table[~table["eligible"]], table[table["eligible"]].drop(list(proposed))
    chosen = table.loc[list(proposed)]
    ax.scatter(
        gated["feasibility"],
        gated["need"],
        facecolor="white",
        edgecolor=PALETTE["grey"],
        s=24,
        linewidth=1,
    )
    ax.scatter(rest["feasibility"], rest["need"], color=PALETTE["blue"], s=26)
    ax.scatter(chosen["feasibility"], chosen["need"], color=PALETTE["orange"], s=46, zorder=3)
    ax.set_xlabel("Feasibility score (0–100)")
    ax.set_ylabel("Need score (0–100)")
    ax.margins(x=0.08, y=0.06)
    names = table["name"].where(table.index.isin(list(proposed)), STATES["short"])
    order = [*chosen.index, *rest.index, *gated.index]
    label_points(ax, table["feasibility"], table["need"], names[order])
    return fig


def top_probabilities(
    table: pd.DataFrame, proposed: Sequence[str], least: float = LEAST_SHOWN
) -> Figure:
    """Draw the probability of being among the first 2, 3 and 4, for states with any to speak of.

    The three marks of a state stand above each other, so that none hides another.

    Parameters
    ----------
    least : float
        States below this probability of being among the first four are left out.
    """
    first = table[table["eligible"] & (table["top4"] >= least)]
    first = first.sort_values(["rank", "total"], ascending=[False, True])
    fig, ax = new_figure(height=0.5 * len(first) + 0.9)
    y = np.arange(len(first))
    marks = (
        ("top2", "orange", "D", "first 2", 0.26),
        ("top3", "green", "s", "first 3", 0.0),
        ("top4", "blue", "o", "first 4", -0.26),
    )
    for column, colour, marker, name, shift in marks:
        ax.hlines(y + shift, 0, first[column], color=PALETTE[colour], linewidth=1.2, alpha=0.5)
        ax.scatter(
            first[column],
            y + shift,
            color=PALETTE[colour],
            marker=marker,
            s=26,
            label=name,
            zorder=2,
        )
    ax.axvline(0.5, color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    ax.set_yticks(y, first["name"])
    for label, code in zip(ax.get_yticklabels(), first.index, strict=True):
        label.set_weight("semibold" if code in proposed else "normal")
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(-0.01, 1.03)
    ax.set_ylim(-0.6, len(first) - 0.4)
    ax.set_xlabel("Probability of being among the first states")
    fig.legend(loc="outside upper center", ncols=3, frameon=False, fontsize=SMALL)
    return fig


def rank_intervals(table: pd.DataFrame, proposed: Sequence[str]) -> Figure:
    """Draw the median rank and the range of 90 % of the draws for every eligible state."""
    ordered = table[table["eligible"]].sort_values(["rank_median", "rank"], ascending=False)
    fig, ax = new_figure(height=0.27 * len(ordered) + 0.7)
    y = np.arange(len(ordered))
    colours = [PALETTE["orange"] if c in proposed else PALETTE["blue"] for c in ordered.index]
    ax.hlines(y, ordered["rank_low"], ordered["rank_high"], color=colours, linewidth=4, alpha=0.35)
    ax.scatter(ordered["rank_median"], y, color=colours, s=28, zorder=2)
    ax.scatter(ordered["rank"], y, color=PALETTE["ink"], marker="|", s=70, zorder=3)
    ax.set_yticks(y, ordered["name"])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("Rank (dot: median; bar: 90 % of draws; tick: declared)")
    ax.set_xticks(range(1, len(ordered) + 1, 2))
    ax.grid(axis="x", color="#eeeeee")
    ax.set_axisbelow(True)
    return fig


def sobol_bars(indices: pd.DataFrame, codes: Sequence[str]) -> Figure:
    """Draw total Sobol indices, one panel an assumption, the strongest first.

    An assumption that moves no rank has no panel.
    """
    means = indices.groupby("factor")["total"].mean().sort_values(ascending=False)
    factors = means.index[means > 1e-9]
    fig, axes = new_figure(1, len(factors), height=0.34 * len(codes) + 1.0, sharey=True)
    y = np.arange(len(codes))[::-1]
    for ax, factor in zip(np.atleast_1d(axes), factors, strict=True):
        part = indices[indices["factor"] == factor].set_index("state").loc[list(codes)]
        ax.barh(y, part["total"], color=PALETTE["blue"], height=0.6)
        ax.errorbar(
            part["total"],
            y,
            xerr=part["total_ci"],
            fmt="none",
            ecolor=PALETTE["ink"],
            elinewidth=0.8,
        )
        short = factor.replace("normalisation", "normali- sation").replace(" ", "\n", 1)
        ax.set_title(short, fontsize=SMALL)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5], ["0", "0.5"])
        ax.tick_params(axis="y", length=0)
    np.atleast_1d(axes)[0].set_yticks(y, [state_name(code) for code in codes])
    fig.supxlabel("Share of the variance of the rank that involves the assumption", fontsize=SMALL)
    return fig


def criterion_profile(
    scores: pd.DataFrame, labels: pd.Series, codes: Sequence[str], weights: pd.Series
) -> Figure:
    """Draw the points that each criterion contributes to the declared score, stacked by state."""
    shown = [name for name in scores if scores[name].round(6).nunique() > 1]
    flat = [name for name in scores if name not in shown]
    fig, ax = new_figure(height=0.42 * len(codes) + 1.5)
    y = np.arange(len(codes))[::-1]
    left = np.zeros(len(codes))
    colours = ["#00588f", "#3a7fb1", "#78add2", "#b5d3e7", "#b34700", "#e39a66", "#f1cdb0"]
    for name, colour in zip(shown, colours, strict=False):
        width = scores.loc[list(codes), name].to_numpy() * weights[name]
        ax.barh(
            y, width, left=left, color=colour, edgecolor="white", linewidth=0.6, label=labels[name]
        )
        left += width
    rest = (scores.loc[list(codes), flat] * weights[flat]).sum(axis=1).to_numpy()
    ax.barh(y, rest, left=left, color="#dddddd", edgecolor="white", label="No figure: neutral")
    for position, total in zip(y, left + rest, strict=True):
        direct_label(ax, total, position, f"{total:.1f}", PALETTE["ink"])
    ax.set_yticks(y, [state_name(code) for code in codes])
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("Points of the declared score")
    ax.set_xlim(0, (left + rest).max() * 1.1)
    fig.legend(
        *ax.get_legend_handles_labels(),
        loc="outside upper center",
        ncols=2,
        frameon=False,
        fontsize=SMALL,
    )
    return fig
