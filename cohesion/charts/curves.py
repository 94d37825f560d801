"""Curves: cumulated shares and specification curves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.charts.labels import direct_label
from cohesion.charts.theme import PALETTE, new_figure, numbers

#: Positions along the specification curve are grouped into this many columns below it.
CURVE_BINS = 60


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
        2,
        1,
        height=2.1 + 0.175 * (len(rows) + len(choices)),
        height_ratios=[1.9, 0.175 * (len(rows) + len(choices))],
    )
    position = np.arange(len(ordered))
    found = ordered["p"] < alpha
    top.axhline(0, color=PALETTE["ink"], linewidth=0.8)
    for chosen, colour, size in ((~found, "#9db7cb", 3), (found, PALETTE["orange"], 5)):
        top.scatter(
            position[chosen],
            ordered.loc[chosen, "coefficient"],
            s=size,
            color=colour,
            linewidths=0,
            rasterized=True,
        )
    top.set_xlim(0, len(ordered))
    top.set_ylabel(unit)
    top.yaxis.set_major_formatter(numbers(1))
    top.set_xticks([])
    half = int((ordered["coefficient"] < 0).sum())
    reach = ordered["coefficient"].abs().max()
    for middle, level, count, word in (
        (half / 2, 0.12 * reach, half, "negative"),
        ((half + len(ordered)) / 2, -0.16 * reach, len(ordered) - half, "positive"),
    ):
        top.text(
            middle,
            level,
            f"{word}: {formats.integer(count)}",
            ha="center",
            fontsize=9,
            color=PALETTE["grey"],
        )
    edges = np.linspace(0, len(ordered), CURVE_BINS + 1)
    bins = np.clip(np.digitize(position, edges) - 1, 0, CURVE_BINS - 1)
    place, ticks, names = 0.0, [], []
    for choice, head in choices.items():
        bottom.text(0, place - 0.28, head, fontsize=8.5, fontweight="bold", va="center")
        place += 0.75
        for level in pd.unique(space[choice]):
            share = pd.Series(ordered[choice] == level).groupby(bins).mean()
            share = share.reindex(range(CURVE_BINS), fill_value=0).to_numpy()
            bottom.imshow(
                share[None],
                extent=(0, len(ordered), place + 0.36, place - 0.36),
                aspect="auto",
                cmap="Blues",
                vmin=0,
                vmax=max(share.max(), 1e-9),
                interpolation="nearest",
            )
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


def curves(
    lines: Mapping[str, pd.DataFrame], *, x_label: str, y_label: str, at: Mapping[str, float]
) -> Figure:
    """Draw concentration curves with the diagonal of an even spread.

    ``lines`` maps a label to the cumulative shares of :func:`territory.concentration_curve`;
    ``at`` gives the population share at which each label is written.
    """
    fig, ax = new_figure(height=4.0, width=4.9)
    colours = (PALETTE["blue"], PALETTE["orange"], PALETTE["green"])
    for (label, curve), colour in zip(lines.items(), colours, strict=False):
        x, y = 100 * curve["population"], 100 * curve["counts"]
        ax.plot(x, y, color=colour)
        height = float(np.interp(at[label], x, y))
        direct_label(ax, at[label], height, label, colour, xytext=(-6, 2), va="bottom", ha="right")
    ax.plot([0, 100], [0, 100], color=PALETTE["grey"], linewidth=1, linestyle=(0, (4, 3)))
    direct_label(ax, 62, 62, "even spread", PALETTE["grey"], xytext=(6, -8), va="top")
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 100)
    ax.set_aspect("equal")
    ax.set_xlabel(x_label)
    ax.set_ylabel(y_label)
    return fig
