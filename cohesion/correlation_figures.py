"""Figures of the correlation chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from cohesion import counts, fmt
from cohesion.geography import STATES
from cohesion.plots import PALETTE, direct_label, label_points, new_figure

#: Positions along the specification curve are grouped into this many columns below it.
CURVE_BINS = 60


def _numbers(digits: int) -> FuncFormatter:
    return FuncFormatter(lambda value, _: fmt.number(value, digits))


def forest(
    results: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    margin: float | None = None,
    detectable: float | None = None,
    centre: float = 0.0,
    log: bool = False,
    unit: str = "correlation r, 95 % interval",
    digits: int = 1,
    height: float | None = None,
) -> Figure:
    """Draw one effect with its interval per row, the first row on top.

    ``results`` has columns effect, low, high; dark where the interval leaves out ``centre``.
    """
    fig, ax = new_figure(height=height or 0.36 * len(results) + 1.1)
    place = np.arange(len(results))[::-1]
    if margin is not None:
        ax.axvspan(-margin, margin, color="#eef3f7", zorder=0)
    if detectable is not None:
        for side in (-detectable, detectable):
            ax.axvline(side, color=PALETTE["grey"], linewidth=0.9, linestyle=(0, (3, 3)), zorder=1)
    ax.axvline(centre, color=PALETTE["ink"], linewidth=0.9, zorder=1)
    clear = (results["low"] > centre) | (results["high"] < centre)
    colours = [PALETTE["orange"] if c else PALETTE["blue"] for c in clear]
    ax.hlines(place, results["low"], results["high"], colors=colours, linewidth=2, zorder=2)
    ax.scatter(results["effect"], place, c=colours, s=28, zorder=3)
    ax.set_yticks(place, [labels[key] for key in results.index])
    ax.set_ylim(-0.7, len(results) - 0.3)
    ax.tick_params(axis="y", length=0, labelsize=9)
    if log:
        ax.set_xscale("log")
        ax.xaxis.set_minor_formatter("")
    ax.xaxis.set_major_formatter(_numbers(digits))
    ax.set_xlabel(unit)
    ax.spines[["left", "top", "right"]].set_visible(False)
    return fig


def scatter_states(
    x: pd.Series,
    y: pd.Series,
    x_label: str,
    y_label: str,
    named: Sequence[str],
    log_ticks: Sequence[float] = (),
) -> Figure:
    """Draw the states as points, the named ones with their names; ``log_ticks`` scales x by logs."""
    fig, ax = new_figure(height=3.5)
    ax.scatter(x, y, s=22, color=PALETTE["blue"], alpha=0.85, linewidths=0)
    if log_ticks:
        ax.set_xscale("log")
        ax.set_xticks(log_ticks, [fmt.integer(tick) for tick in log_ticks])
        ax.minorticks_off()
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    label_points(ax, x, y, {code: STATES.loc[code, "name_en"] for code in named})
    return fig


def within_between(
    frame: pd.DataFrame, x: str, slopes: tuple[float, float], x_label: str, y_label: str
) -> Figure:
    """Show why an association within states can differ from the one between them.

    Parameters
    ----------
    frame : municipalities, with ``state_code``, ``x``, ``homicides``, ``exposure``.
    slopes : log rate ratios per unit of ``x`` between and within states, from one model.

    Grey: each state's own count model through its municipalities. Points: the states. Blue and
    orange: the two slopes of the model, through the national mean.
    """
    data = frame[["state_code", x, "homicides", "exposure"]].dropna()
    fig, ax = new_figure(height=3.9)
    states = data.groupby("state_code")
    means = (data[x] * data["exposure"]).groupby(data["state_code"]).sum()
    means = means / states["exposure"].sum()
    rates = 100_000 * states["homicides"].sum() / states["exposure"].sum()
    for _, group in states:
        columns = np.column_stack([group[x], np.ones(len(group))])
        own = counts.fast_poisson(columns, group["homicides"].to_numpy(float),
                                  np.log(group["exposure"].to_numpy(float)))
        ends = weighted_quantile(group[x], group["exposure"], (0.1, 0.9))
        ax.plot(ends, 100_000 * np.exp(own[1] + own[0] * ends), color="#b0b0b0", linewidth=0.9,
                zorder=1)
    ax.scatter(means, rates, s=20, color=PALETTE["blue"], zorder=4, linewidths=0)
    middle = float(np.average(data[x], weights=data["exposure"]))
    level = 100_000 * data["homicides"].sum() / data["exposure"].sum()
    reaches = (np.array([means.min(), means.max()]),
               weighted_quantile(data[x], data["exposure"], (0.02, 0.98)))
    for slope, reach, name, colour, offset in zip(
        slopes, reaches, ("between states", "within states"), ("blue", "orange"),
        ((6, -8), (6, 4)), strict=True,
    ):
        line = level * np.exp(slope * (reach - middle))
        ax.plot(reach, line, color=PALETTE[colour], linewidth=2.6, zorder=3)
        direct_label(ax, reach[1], line[1], name, PALETTE[colour], xytext=offset,
                     fontweight="bold")
    ax.set_yscale("log")
    ax.set_yticks([2, 5, 10, 20, 50, 100], ["2", "5", "10", "20", "50", "100"])
    ax.minorticks_off()
    ax.xaxis.set_major_formatter(_numbers(1))
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    return fig


def weighted_quantile(
    values: pd.Series, weights: pd.Series, quantiles: Sequence[float]
) -> np.ndarray:
    """Return quantiles of people rather than of places: weights are shares of the total."""
    order = np.argsort(values.to_numpy())
    cumulated = np.cumsum(weights.to_numpy()[order]) / weights.sum()
    return values.to_numpy()[order][np.searchsorted(cumulated, quantiles)]


def specification_curve(
    space: pd.DataFrame,
    choices: Mapping[str, str],
    levels: Mapping[str, str],
    *,
    alpha: float = 0.05,
    unit: str,
) -> Figure:
    """Draw all specifications in order of their effect, and where each choice lies along them.

    Parameters
    ----------
    space : columns ``coefficient``, ``p`` and the choices.
    choices : column → heading, top to bottom.
    levels : level → short label.

    Above: the sorted effects, dark where p < alpha. Below: for each level of a choice, the share
    of specifications with this level in each sixtieth of the curve (darker is more).
    """
    ordered = space.sort_values("coefficient", ignore_index=True)
    rows = [(c, level) for c in choices for level in pd.unique(space[c])]
    fig, (top, bottom) = new_figure(
        2, 1, height=2.1 + 0.175 * (len(rows) + len(choices)),
        height_ratios=[1.9, 0.175 * (len(rows) + len(choices))],
    )
    position = np.arange(len(ordered))
    found = ordered["p"] < alpha
    top.axhline(0, color=PALETTE["ink"], linewidth=0.8)
    for chosen, colour, size in ((~found, "#9db7cb", 3), (found, PALETTE["orange"], 5)):
        top.scatter(position[chosen], ordered.loc[chosen, "coefficient"], s=size, color=colour,
                    linewidths=0, rasterized=True)
    top.set_xlim(0, len(ordered))
    top.set_ylabel(unit)
    top.yaxis.set_major_formatter(_numbers(1))
    top.set_xticks([])
    half = int((ordered["coefficient"] < 0).sum())
    reach = ordered["coefficient"].abs().max()
    for middle, level, count, word in (
        (half / 2, 0.12 * reach, half, "negative"),
        ((half + len(ordered)) / 2, -0.16 * reach, len(ordered) - half, "positive"),
    ):
        top.text(middle, level, f"{word}: {fmt.integer(count)}", ha="center", fontsize=9,
                 color=PALETTE["grey"])
    edges = np.linspace(0, len(ordered), CURVE_BINS + 1)
    bins = np.clip(np.digitize(position, edges) - 1, 0, CURVE_BINS - 1)
    place, ticks, names = 0.0, [], []
    for choice, head in choices.items():
        bottom.text(0, place - 0.28, head, fontsize=8.5, fontweight="bold", va="center")
        place += 0.75
        for level in pd.unique(space[choice]):
            share = pd.Series(ordered[choice] == level).groupby(bins).mean()
            share = share.reindex(range(CURVE_BINS), fill_value=0).to_numpy()
            bottom.imshow(share[None], extent=(0, len(ordered), place + 0.36, place - 0.36),
                          aspect="auto", cmap="Blues", vmin=0, vmax=max(share.max(), 1e-9),
                          interpolation="nearest")
            ticks.append(place)
            names.append(levels.get(str(level), str(level)))
            place += 1
        place += 0.35
    bottom.set_xlim(0, len(ordered))
    bottom.set_ylim(place - 0.5, -0.9)
    bottom.set_yticks(ticks, names)
    bottom.tick_params(axis="y", length=0, labelsize=8.5)
    bottom.set_xticks([])
    bottom.spines[["left", "bottom", "top", "right"]].set_visible(False)
    bottom.set_xlabel("specifications, in order of their effect")
    return fig


def moran_scatter(values: pd.Series, lag: pd.Series, named: Sequence[str], label: str) -> Figure:
    """Draw each state against the mean of its neighbours; the slope is Moran's I."""
    fig, ax = new_figure(height=3.6)
    x, y = values - values.mean(), lag - values.mean()
    slope = float((x * y).sum() / (x**2).sum())
    ends = np.array([x.min(), x.max()])
    ax.axhline(0, color=PALETTE["light"], linewidth=0.8)
    ax.axvline(0, color=PALETTE["light"], linewidth=0.8)
    ax.plot(ends, slope * ends, color=PALETTE["orange"])
    ax.scatter(x, y, s=22, color=PALETTE["blue"], linewidths=0)
    direct_label(ax, ends[1], slope * ends[1], f"slope = {fmt.number(slope, 2)}",
                 PALETTE["orange"], xytext=(-4, 10), ha="right", fontweight="bold")
    ax.set_xlabel(f"{label}: state")
    ax.set_ylabel("mean of its neighbours")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(_numbers(1))
    label_points(ax, x, y, {code: STATES.loc[code, "name_en"] for code in named})
    return fig


def rank_intervals(table: pd.DataFrame) -> Figure:
    """Draw each state's rank under the base assumptions and its 5th–95th percentile."""
    ordered = table.sort_values("base")
    fig, ax = new_figure(height=6.0)
    place = np.arange(len(ordered))[::-1]
    ax.hlines(place, ordered["low"], ordered["high"], color="#b5d3e7", linewidth=5)
    ax.scatter(ordered["base"], place, s=24, color=PALETTE["blue"], zorder=3)
    ax.set_yticks(place, STATES.loc[ordered.index, "name_en"])
    ax.tick_params(axis="y", length=0, labelsize=8.5)
    ax.set_ylim(-0.8, len(ordered) - 0.2)
    ax.set_xlim(0.2, len(ordered) + 0.8)
    ax.set_xticks([1, 8, 16, 24, 32])
    ax.set_xlabel("rank (1 = most cohesive on this index)")
    ax.grid(axis="x", color="#eeeeee", linewidth=0.8)
    ax.set_axisbelow(True)
    return fig


def by_year(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw, for each variable, its correlation year by year with the interval.

    ``table`` has columns variable, year, r, low, high.
    """
    groups = list(table.groupby("variable", sort=False))
    fig, axes = new_figure(1, len(groups), height=2.6, sharey=True)
    for ax, (name, part) in zip(np.atleast_1d(axes), groups, strict=True):
        ax.axhline(0, color=PALETTE["ink"], linewidth=0.9)
        clear = (part["low"] > 0) | (part["high"] < 0)
        colours = [PALETTE["orange"] if c else PALETTE["blue"] for c in clear]
        ax.vlines(part["year"], part["low"], part["high"], colors=colours, linewidth=1.8)
        ax.scatter(part["year"], part["r"], c=colours, s=16, zorder=3)
        ax.text(0, 1.03, labels[name], transform=ax.transAxes, fontsize=9, fontweight="bold")
        ax.set_xlim(2010.2, 2022.8)
        ax.set_xticks([2012, 2016, 2020])
        ax.yaxis.set_major_formatter(_numbers(1))
    np.atleast_1d(axes)[0].set_ylabel("r with homicides")
    return fig


def importance_bars(shares: Mapping[str, pd.Series], labels: Mapping[str, str]) -> Figure:
    """Draw, for each space, how much of the variance of effects each choice explains."""
    fig, axes = new_figure(1, len(shares), height=2.5, sharex=True)
    for ax, (title, values) in zip(np.atleast_1d(axes), shares.items(), strict=True):
        place = np.arange(len(values))[::-1]
        ax.barh(place, values, color=PALETTE["blue"], height=0.62)
        for y, value in zip(place, values, strict=True):
            direct_label(ax, value, y, fmt.number(value, 1), PALETTE["ink"], xytext=(3, 0))
        ax.set_yticks(place, [labels.get(name, name) for name in values.index])
        ax.tick_params(axis="y", length=0)
        ax.text(0, 1.02, title, transform=ax.transAxes, fontsize=9.5, fontweight="bold")
        ax.set_xlabel("% of variance", loc="left")
        ax.set_xticks([])
        ax.spines[["bottom", "top", "right"]].set_visible(False)
        ax.set_xlim(0, max(s.max() for s in shares.values()) * 1.25)
    return fig
