"""The numbers that the chapter on how states differ names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters import typology_tables as tables
from cohesion.publishing import frames


def of_plan(indicators: int, threshold: float, firm_share: float) -> pd.DataFrame:
    """Return what the plan declares: indicators, when a group is stable, when a third is firm."""
    return frames.joined(
        frames.rows({"differ-indicators": indicators}),
        frames.rows({"differ-threshold": threshold}, digits=2),
        frames.rows({"differ-firm-share": firm_share * 100}, unit="%"),
    )


def of_stability(stable: pd.DataFrame, replications: int, south: Sequence[str]) -> pd.DataFrame:
    """Return how stable a division in two, in three and in more groups is.

    Parameters
    ----------
    stable : DataFrame
        By number of groups: ``least stable`` (Jaccard) and ``agreement`` with k-means.
    replications : int
        Samples drawn.
    south : sequence of str
        The states of the second of two groups.
    """
    least = stable["least stable"]
    shares = {
        "differ-finer-jaccard": least.loc[3:].max(), "differ-two-jaccard": least[2],
        "differ-two-agreement": stable.at[2, "agreement"], "differ-three-jaccard": least[3],
    }  # fmt: skip
    return frames.joined(
        frames.rows(shares, digits=2),
        frames.rows({"differ-replications": replications, "differ-south-size": len(south)}),
        frames.rows({"differ-south-states": phrases.listed(tables.names(south))}, digits=1),
    )


def of_thirds(total: pd.Series, third: pd.Series, firm: pd.Series) -> pd.DataFrame:
    """Return which states stand in the upper and lower third of need, and how many firmly.

    Parameters
    ----------
    total, third, firm : Series
        By state: need, 'higher need' or 'lower need' or between, whether most draws agree.
    """
    high, low = third == "higher need", third == "lower need"
    groups = {"higher": high, "lower": low, "firm-high": firm & high, "firm-low": firm & low}
    listed = {
        f"differ-{stem}-states": phrases.listed(tables.names(third.index[chosen]))
        for stem, chosen in groups.items()
    }
    most, least = tables.names([total.idxmax(), total.idxmin()])
    counts = {"differ-firm": firm.sum(), "differ-firm-high": (firm & high).sum(),
              "differ-firm-low": (firm & low).sum(), "differ-most-need": most,
              "differ-least-need": least}  # fmt: skip
    return frames.joined(frames.rows(listed, digits=1), frames.rows(counts))


def of_double_need(double: Sequence[str], size: int) -> pd.DataFrame:
    """Return the states in the upper third of social need and of safety; ``size``: of a third."""
    return frames.joined(
        frames.rows({"differ-third-size": size, "differ-double": len(double)}),
        frames.rows({"differ-double-states": phrases.listed(tables.names(double))}, digits=1),
    )


def of_dimensions(
    variance: pd.Series,
    correlations: Mapping[str, tuple[float, float, float]],
    single: Mapping[str, float],
    number: int,
) -> pd.DataFrame:
    """Return what the first two components hold, and what goes with social development.

    Parameters
    ----------
    variance : Series
        Per cent of the variance, by component.
    correlations : mapping
        Sector → correlation with social development, and its interval.
    single : mapping
        Stem of the name → correlation of one indicator.
    number : int
        States.
    """
    stem = "differ-correlation-development"
    parts = {f"differ-component-{place}": variance.iloc[place - 1] for place in (1, 2)}
    r = {f"{stem}-{field}": r for field, (r, _, _) in correlations.items()}
    spans = {f"{stem}-{field}-interval": formats.interval(low, high, 2)
             for field, (_, low, high) in correlations.items()}  # fmt: skip
    return frames.joined(
        frames.rows(parts, unit="%"),
        frames.rows(r | {f"{stem}-{name}": value for name, value in single.items()}, digits=2),
        frames.rows(spans, digits=1),
        frames.rows({"differ-states": number}),
    )


def of_concentration(
    index: pd.Series, quarter: pd.Series, measures: Mapping[str, str]
) -> pd.DataFrame:
    """Return how concentrated each lack is: index, and what the quarter with most of it holds.

    Parameters
    ----------
    index, quarter : Series
        By label.
    measures : mapping
        Indicator → label.
    """
    stems = {name.replace("_", "-"): label for name, label in measures.items()}
    return frames.joined(
        frames.rows({f"differ-concentration-{stem}": index[label] for stem, label in stems.items()},
                    digits=2),
        frames.rows({f"differ-quarter-{stem}": quarter[label] for stem, label in stems.items()},
                    unit="%"),
    )  # fmt: skip


def of_gaps(sexes: pd.DataFrame, indigenous: pd.DataFrame) -> pd.DataFrame:
    """Return the gaps in poverty between women and men, and indigenous and other people.

    Parameters
    ----------
    sexes, indigenous : DataFrame
        By measure: ``difference``, ``low``, ``high``, ``clear``.
    """
    parts = []
    for stem, gap in (("sexes", sexes), ("indigenous", indigenous)):
        poverty = gap.loc["poverty"]
        span = formats.interval(*poverty[["low", "high"]])
        moved = frames.rows({f"differ-{stem}-poverty": poverty["difference"]}, digits=1)
        parts += [
            moved.assign(text=formats.signed(poverty["difference"])),
            frames.rows({f"differ-{stem}-poverty-interval": span}, digits=1),
            frames.rows({f"differ-{stem}-clear": gap["clear"].sum()}),
        ]
    counts = {"differ-gap-measures": len(sexes),
              "differ-indigenous-gap": indigenous.at["poverty", "difference"]}  # fmt: skip
    return frames.joined(*parts, frames.rows(counts))
