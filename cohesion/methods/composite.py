"""A composite index in pure, logged steps: treat → normalise → weigh → aggregate.

Two tables define an index. ``iData`` holds one row per unit and one column per indicator. ``iMeta``
holds one row per element of the hierarchy: ``code``, ``parent`` (empty for the top), ``direction``
(+1: a higher value is better, −1: worse, for indicators), ``weight`` (within its parent). Every
step returns new tables and is written to the log with its arguments, so that :func:`rebuild`
repeats the index with one assumption changed. The steps follow the OECD–JRC handbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from cohesion.errors import DataError

NORMALISATIONS = ("minmax", "zscore", "rank")
AGGREGATIONS = ("arithmetic", "geometric")
META_COLUMNS = ("code", "parent", "direction", "weight")
#: The geometric mean needs positive scores; the worst score becomes 1 on a scale that ends at 100.
GEOMETRIC_FLOOR = 1.0


@dataclass(frozen=True)
class Spec:
    """The assumptions of one index.

    Attributes
    ----------
    normalisation : {"minmax", "zscore", "rank"}
    aggregation : {"arithmetic", "geometric"}
    weights : mapping of element code to weight; replaces the weights of ``iMeta``.
    leave_out : indicator codes that are left out.
    skewness, kurtosis : an indicator beyond both (absolute values) is winsorised.
    maximum_share : the largest share of units that winsorising may touch.
    """

    normalisation: str = "minmax"
    aggregation: str = "arithmetic"
    weights: Mapping[str, float] | None = None
    leave_out: tuple[str, ...] = ()
    skewness: float = 2.0
    kurtosis: float = 3.5
    maximum_share: float = 0.1


@dataclass(frozen=True)
class Step:
    """One line of the log: the step's name, its arguments and what it did."""

    name: str
    arguments: Mapping[str, object]
    outcome: str


@dataclass(frozen=True)
class Index:
    """A built index: inputs, assumptions, every intermediate table, and the log.

    ``scores`` has one column per element of the hierarchy above the indicators; the top element
    is the index itself.
    """

    data: pd.DataFrame
    meta: pd.DataFrame
    spec: Spec
    treated: pd.DataFrame
    normalised: pd.DataFrame
    scores: pd.DataFrame
    top: str
    log: tuple[Step, ...]

    @property
    def total(self) -> pd.Series:
        """The index itself, one value per unit."""
        return self.scores[self.top]


def treat(
    values: pd.DataFrame,
    skewness: float = 2.0,
    kurtosis: float = 3.5,
    maximum_share: float = 0.1,
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Winsorise indicators whose skewness *and* kurtosis betray outliers.

    The most extreme value on the side of the skew is replaced by the next one until one of the two
    moments falls below its limit or ``maximum_share`` of the units has been touched (the rule of
    the JRC's composite indicator practice).

    Returns
    -------
    treated : DataFrame of the shape of ``values``.
    touched : number of winsorised units for each indicator that was treated.
    """
    treated, touched = values.astype(float).copy(), {}
    limit = int(np.floor(maximum_share * len(values)))
    for code in treated:
        column, count = treated[code].to_numpy(copy=True), 0
        while count < limit and _is_outlying(column, skewness, kurtosis):
            count += 1
            ordered = np.sort(values[code].to_numpy(dtype=float))
            if stats.skew(column) > 0:
                column = np.minimum(column, ordered[-1 - count])
            else:
                column = np.maximum(column, ordered[count])
        if count:
            treated[code], touched[code] = column, count
    return treated, touched


def _is_outlying(column: np.ndarray, skewness: float, kurtosis: float) -> bool:
    return (
        float(np.ptp(column)) > 0
        and abs(float(stats.skew(column))) > skewness
        and float(stats.kurtosis(column)) > kurtosis
    )


def normalise(
    values: pd.DataFrame, direction: Mapping[str, int], method: str = "minmax"
) -> pd.DataFrame:
    """Bring indicators to one scale on which a higher score is always better.

    Parameters
    ----------
    values : DataFrame, units × indicators, without gaps.
    direction : +1 (higher is better) or −1 for each indicator.
    method : {"minmax", "zscore", "rank"}
        ``minmax``: 0 to 100. ``zscore``: mean 0, standard deviation 1 (population form).
        ``rank``: average ranks stretched from 0 to 100.

    Raises
    ------
    DataError
        For an unknown method, a missing direction, a gap, or an indicator without variation.
    """
    if method not in NORMALISATIONS:
        raise DataError(
            f"unknown normalisation {method!r}.", cure=f"Use one of {', '.join(NORMALISATIONS)}."
        )
    _check_values(values)
    signs = pd.Series({code: _sign(direction, code) for code in values.columns}, dtype=float)
    oriented = values.astype(float) * signs
    if method == "minmax":
        low, high = oriented.min(), oriented.max()
        return 100 * (oriented - low) / (high - low)
    if method == "zscore":
        return (oriented - oriented.mean()) / oriented.std(ddof=0)
    return 100 * (oriented.rank() - 1) / (len(oriented) - 1)


def _sign(direction: Mapping[str, int], code: str) -> int:
    sign = direction.get(code)
    if sign not in (-1, 1):
        raise DataError(
            f"direction is {sign!r}.", row=code, column="direction", cure="Write 1 or -1."
        )
    return int(sign)


def _check_values(values: pd.DataFrame) -> None:
    for code in values:
        column = values[code]
        if column.isna().any():
            raise DataError(
                "the value is missing.",
                row=str(column.index[column.isna()][0]),
                column=str(code),
                cure="Leave the indicator or the unit out, and say so; nothing is imputed.",
            )
        if column.nunique() < 2:
            raise DataError(
                "all units have the same value, so the indicator cannot be put on a scale.",
                column=str(code),
                cure="Leave the indicator out.",
            )


def aggregate(
    scores: pd.DataFrame, weights: Mapping[str, float], method: str = "arithmetic"
) -> pd.Series:
    """Join the columns of ``scores`` into one weighted mean for each unit.

    Parameters
    ----------
    scores : DataFrame, units × elements, higher is better.
    weights : one positive weight for each column; they are scaled to sum to one.
    method : {"arithmetic", "geometric"}
        The geometric mean punishes a low score that others would make up for. It needs scores from
        0 to 100; scores are first moved to the range 1–100.

    Raises
    ------
    DataError
        For an unknown method, a missing or negative weight, or scores outside 0–100 with the
        geometric mean.
    """
    if method not in AGGREGATIONS:
        raise DataError(
            f"unknown aggregation {method!r}.", cure=f"Use one of {', '.join(AGGREGATIONS)}."
        )
    share = _shares(list(scores.columns), weights)
    if method == "arithmetic":
        return scores.mul(share).sum(axis=1)
    low, high = float(scores.min().min()), float(scores.max().max())
    if low < -1e-9 or high > 100 + 1e-9:
        raise DataError(
            f"scores run from {low:.3g} to {high:.3g}, outside 0 to 100.",
            cure="Normalise with 'minmax' or 'rank' before the geometric mean.",
        )
    positive = GEOMETRIC_FLOOR + scores * (100 - GEOMETRIC_FLOOR) / 100
    return np.exp(np.log(positive).mul(share).sum(axis=1))


def _shares(codes: list[str], weights: Mapping[str, float]) -> pd.Series:
    for code in codes:
        if not np.isfinite(weights.get(code, np.nan)) or weights[code] < 0:
            raise DataError(
                f"weight is {weights.get(code)!r}.",
                row=code,
                column="weight",
                cure="Give every element a weight of zero or more.",
            )
    share = pd.Series({code: float(weights[code]) for code in codes})
    if share.sum() <= 0:
        raise DataError("the weights sum to zero.", column="weight", cure="Give a positive weight.")
    return share / share.sum()


def build(data: pd.DataFrame, meta: pd.DataFrame, spec: Spec | None = None) -> Index:
    """Build an index from ``iData`` and ``iMeta`` under ``spec``.

    With the z-score, geometric aggregation has no meaning (scores are negative); the z-scores are
    then first stretched to 0–100 within each indicator, and the log says so.
    """
    spec = spec or Spec()
    codes, top = _check_meta(data, meta)
    kept = [code for code in codes if code not in spec.leave_out]
    log = [Step("select", {"leave_out": spec.leave_out}, f"{len(kept)} indicators")]

    treated, touched = treat(data[kept], spec.skewness, spec.kurtosis, spec.maximum_share)
    log.append(
        Step(
            "treat",
            {"skewness": spec.skewness, "kurtosis": spec.kurtosis},
            f"winsorised: {touched}" if touched else "no indicator needed treatment",
        )
    )

    direction = meta.set_index("code")["direction"].to_dict()
    normalised = normalise(treated, direction, spec.normalisation)
    if spec.aggregation == "geometric" and spec.normalisation == "zscore":
        normalised = normalise(normalised, dict.fromkeys(kept, 1), "minmax")
        log.append(Step("stretch", {}, "z-scores stretched to 0–100 for the geometric mean"))
    log.append(Step("normalise", {"method": spec.normalisation}, "higher is better"))

    weights = meta.set_index("code")["weight"].astype(float).to_dict() | dict(spec.weights or {})
    log.append(Step("weigh", {"weights": dict(spec.weights or {})}, "scaled within each parent"))
    scores = _climb(normalised, meta, weights, spec.aggregation, top)
    log.append(Step("aggregate", {"method": spec.aggregation}, f"top element: {top}"))
    return Index(data, meta, spec, treated, normalised, scores, top, tuple(log))


def rebuild(index: Index, **changes: object) -> Index:
    """Build the same index again with some assumptions changed: ``rebuild(i, aggregation=…)``."""
    return build(index.data, index.meta, replace(index.spec, **changes))


def _climb(
    normalised: pd.DataFrame,
    meta: pd.DataFrame,
    weights: Mapping[str, float],
    method: str,
    top: str,
) -> pd.DataFrame:
    """Aggregate from the indicators upwards; returns one column per element above them."""
    known = {code: normalised[code] for code in normalised}
    parents = meta.loc[meta["parent"] != ""].groupby("parent", sort=False)["code"].agg(list)
    leaves = set(meta["code"]) - set(parents.index)
    waiting = list(parents.index)
    while waiting:
        ready = [p for p in waiting if all(c in known or c in leaves for c in parents[p])]
        for parent in ready:
            children = [c for c in parents[parent] if c in known]
            if children:  # a dimension whose indicators are all left out drops out as well
                table = pd.DataFrame({c: known[c] for c in children})
                known[parent] = aggregate(table, weights, method)
            else:
                leaves.add(parent)
            waiting.remove(parent)
        if not ready:
            raise DataError("the hierarchy has a loop.", column="parent", row=waiting[0])
    return pd.DataFrame({p: known[p] for p in parents.index if p in known})[
        [top, *[p for p in parents.index if p in known and p != top]]
    ]


def _check_meta(data: pd.DataFrame, meta: pd.DataFrame) -> tuple[list[str], str]:
    missing = [column for column in META_COLUMNS if column not in meta.columns]
    if missing:
        raise DataError("iMeta lacks a column.", column=missing[0], cure="Add the column.")
    tops = meta.loc[meta["parent"] == "", "code"].tolist()
    if len(tops) != 1:
        raise DataError(
            f"{len(tops)} elements have no parent.", column="parent", cure="Leave one top element."
        )
    leaves = [code for code in meta["code"] if code not in set(meta["parent"])]
    for code in leaves:
        if code not in data.columns:
            raise DataError(
                "the indicator is not in iData.", row=code, column="code", cure="Add its column."
            )
    return leaves, tops[0]


def ranks(scores: pd.Series) -> pd.Series:
    """Rank units from the best (1) downwards; ties share the better rank."""
    return scores.rank(ascending=False, method="min").astype(int)
