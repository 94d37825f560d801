"""What if the criteria weighed otherwise: scores, gates and places under a reader's own choices.

The page "What if" computes the same in the browser; this is what it is tested against. The proposal
of the report is the declared one, whatever a reader chooses here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from cohesion.chapters.selection import data, evidence, scoring
from cohesion.chapters.selection.rule import Gate, SelectionPlan, load_plan
from cohesion.errors import DataError
from cohesion.methods import places
from cohesion.publishing import claims
from cohesion.tables.geography import STATE_CODES, STATES, state_name

#: Greatest number of points that a criterion can be given on the page.
MOST_POINTS = 50
#: "Any weights" leave this share to need: the need gate rests on it.
LEAST_NEED = 0.1
#: "Near the declared weights": between half and twice of each.
NEAR = 2.0

#: Scores are kept to so many decimals: the order in which a sum is added up decides nothing.
DECIMALS = 9

Missing = Literal["neutral", "left_out"]


@dataclass(frozen=True)
class Basis:
    """What every choice starts from.

    Attributes
    ----------
    scores : DataFrame
        States × criteria, 0–100, as declared.
    ratio : Series
        Homicide rate over the nation's, as the violence gate takes it.
    coverage : Series
        Share of the indicators at hand that a state has.
    empty : tuple of str
        Criteria of which no figure by state and no finding is at hand: 50 for every state.
    refused : tuple of str
        States that the mission's form refuses clearance.
    """

    plan: SelectionPlan
    scores: pd.DataFrame
    ratio: pd.Series
    coverage: pd.Series
    empty: tuple[str, ...]
    refused: tuple[str, ...] = ()
    sources: list = field(default_factory=list)

    @property
    def points(self) -> pd.Series:
        """Declared weights as points of a hundred."""
        return (self.plan.weights * 100).round(9)


@dataclass(frozen=True)
class Choice:
    """A reader's choices; the defaults are those of the declared rule.

    Attributes
    ----------
    points : Series
        Points of each criterion; their sum is the whole.
    limits : mapping
        Other thresholds of gates, by kind; None switches a gate off.
    missing : {'neutral', 'left_out'}
        What criteria without any figure do: count 50 for every state, or nothing.
    findings : mapping
        What the mission's talks might find: (criterion, state) → score 0–100.
    refused : frozenset
        States to which travel is refused.
    """

    points: pd.Series
    limits: Mapping[str, float | None] = field(default_factory=dict)
    missing: Missing = "neutral"
    findings: Mapping[tuple[str, str], float] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()


def basis(plan: SelectionPlan | None = None) -> Basis:
    """Return the scores and gate figures of the declared rule.

    Raises
    ------
    DataError
        The rules for gaps within a criterion do not agree: the page would need all of them.
    """
    plan = plan or load_plan()
    figures = data.gather(plan)
    scores = data.declared_scores(plan, figures)
    for rule in plan.robustness.missing_rules:
        other = data.declared_scores(plan.model_copy(update={"missing": rule}), figures)
        if not np.allclose(other, scores, rtol=0, atol=1e-9):
            raise DataError(
                f"a state lacks a figure, so the rule '{rule}' for gaps gives other scores.",
                file="data/programme/selection.yml", row="missing",
                cure="Give the what-if page the scores under each rule.",
            )  # fmt: skip
    violence = _gate(plan, "maximum_ratio_to_nation")
    ratio = figures.values[violence.indicator] / figures.nation[violence.indicator]
    at_hand = figures.values.loc[:, (figures.used != "").to_numpy()]
    clearance = _gate(plan, "mission_evidence")
    form = evidence.evidence_form().set_index("criterion")["entries"]
    empty = tuple(
        criterion.id
        for criterion in plan.criteria
        if (
            not form.get(criterion.evidence, 0)
            if criterion.evidence
            else not (figures.used[[item.id for item in criterion.indicators]] != "").any()
        )
    )
    return Basis(
        plan, scores, ratio, at_hand.notna().mean(axis=1), empty,
        tuple(evidence.refused_states(clearance.evidence)),
        ["programme/selection.yml", "programme/mission_evidence.yml", *figures.sources],
    )  # fmt: skip


def declared(start: Basis) -> Choice:
    """Return the choices of the declared rule."""
    return Choice(start.points, refused=frozenset(start.refused))


def _gate(plan: SelectionPlan, kind: str) -> Gate:
    return next(gate for gate in plan.gates if gate.kind == kind)


def weights(start: Basis, choice: Choice) -> pd.Series:
    """Return the share of each criterion; points of criteria left out count nothing.

    Raises
    ------
    DataError
        No criterion has any weight.
    """
    points = choice.points.astype(float).copy()
    if choice.missing == "left_out":
        points[list(start.empty)] = 0.0
    if not points.sum() > 0:
        raise DataError("no criterion has any weight.", cure="Give one of them a point.")
    return points / points.sum()


def answer(start: Basis, choice: Choice) -> pd.DataFrame:
    """Return scores, gates and places under a choice.

    Returns
    -------
    DataFrame
        Index: state code. ``need``, ``feasibility`` (NaN where the block has no weight), ``total``,
        one column of bool per gate, ``eligible``, ``place``. Where need has no weight the need gate
        rests on nothing and lets every state pass.
    """
    plan, share = start.plan, weights(start, choice).to_numpy()
    states, criteria = start.scores.index, start.scores.columns
    scores = start.scores.to_numpy(copy=bool(choice.findings))
    for (criterion, state), score in choice.findings.items():
        scores[states.get_loc(state), criteria.get_loc(criterion)] = score
    # Arrays, and one table at the end: the page's sliders and the nearest changes ask for hundreds.
    columns = {}
    for block in ("need", "feasibility"):
        inside = criteria.get_indexer(plan.block(block))
        part = share[inside]
        columns[block] = (
            ((scores.T[inside] * (part / part.sum())[:, None]).sum(axis=0)).round(DECIMALS)
            if part.sum() > 0
            else np.full(len(states), np.nan)
        )
    columns["total"] = scoring.aggregate(scores, share, "arithmetic").round(DECIMALS)
    gates = {}
    for gate in plan.gates:
        limit = choice.limits.get(gate.id, gate.threshold)
        passes = np.ones(len(states), dtype=bool)
        if gate.kind == "mission_evidence":
            passes = ~states.isin(choice.refused)
        elif limit is None:
            pass
        elif gate.kind == "maximum_ratio_to_nation":
            passes = ~(start.ratio.to_numpy() > limit)
        elif gate.kind == "minimum_need_quantile" and not np.isnan(columns["need"]).any():
            passes = columns["need"] >= pd.Series(columns["need"]).quantile(limit)
        elif gate.kind == "minimum_indicator_coverage":
            passes = start.coverage.to_numpy() >= limit
        gates[f"gate_{gate.id}"] = passes
    eligible = np.all(list(gates.values()), axis=0)
    place = scoring.ranks(columns["total"], eligible, plan.decision.tie_tolerance)
    return pd.DataFrame(columns | gates | {"eligible": eligible, "place": place}, index=states)


def first(table: pd.DataFrame, number: int) -> list[str]:
    """Return the first eligible states by score, in INEGI's order where two are equal."""
    eligible = table["total"][table["eligible"]]
    return eligible.sort_values(ascending=False, kind="stable").index[:number].tolist()


def single_changes(start: Basis, choice: Choice) -> pd.DataFrame:
    """Return, for each criterion, the nearest points at which other states come first.

    One slider is moved in whole points, all else stays. Equal distances: the lower points.

    Returns
    -------
    DataFrame
        Index: criterion; ``points`` (NaN: none between 0 and the most changes the set),
        ``distance``, ``enters`` and ``leaves`` (tuples of state codes).
    """
    number = start.plan.decision.maximum_states
    now = first(answer(start, choice), number)
    rows = {}
    for criterion in start.scores.columns:
        own = float(choice.points[criterion])
        rows[criterion] = {"points": math.nan, "distance": math.nan, "enters": (), "leaves": ()}
        for points in sorted(range(MOST_POINTS + 1), key=lambda p, own=own: (abs(p - own), p)):
            moved = choice.points.copy()
            moved[criterion] = points
            try:
                then = first(answer(start, replace(choice, points=moved)), number)
            except DataError:
                continue
            if set(then) != set(now):
                rows[criterion] = {
                    "points": points, "distance": abs(points - own),
                    "enters": tuple(code for code in then if code not in now),
                    "leaves": tuple(code for code in now if code not in then),
                }  # fmt: skip
                break
    return pd.DataFrame.from_dict(rows, orient="index")


def best_places(start: Basis) -> pd.DataFrame:
    """Return the best place that weights can give each state, with the gates as declared.

    Criteria without any figure get no weight beyond the declared: equal for all, they would only
    make scores alike.

    Returns
    -------
    DataFrame
        Index: state code; ``any`` (any weights that leave a tenth to need) and ``near`` (each
        weight between half and twice the declared one); NaN where no weights open the gates.
    """
    plan = start.plan
    declared_table = answer(start, declared(start))
    fixed = declared_table[
        [f"gate_{gate.id}" for gate in plan.gates if gate.kind != "minimum_need_quantile"]
    ].all(axis=1)
    quantile = _gate(plan, "minimum_need_quantile").threshold
    count = len(start.scores)
    # As many states lie at or above a quantile that falls between two of them.
    part = None if quantile is None else count - math.ceil((count - 1) * quantile)
    block = np.isin(start.scores.columns, plan.block("need"))
    told = ~np.isin(start.scores.columns, start.empty)
    own = plan.weights.to_numpy()
    bounds = {
        "any": (np.zeros(len(own)), told.astype(float), LEAST_NEED),
        "near": (own / NEAR, np.minimum(own * NEAR, 1), 0.0),
    }
    rows = {}
    for position, code in enumerate(start.scores.index):
        rows[code] = {
            name: places.best_place(
                start.scores.to_numpy() / 100, position, low, high, admitted=fixed.to_numpy(),
                block=block, upper_part=part, least_block=least,
            ).place
            for name, (low, high, least) in bounds.items()
        }  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index").astype(float)


# ── what the notebook publishes ─────────────────────────────────────────────────────────────────
def _named(table: pd.DataFrame) -> pd.DataFrame:
    named = table.rename(index=STATES["name_en"])
    named.index.name = "State"
    return named


def score_table(start: Basis) -> pd.DataFrame:
    """Return the criterion scores by state, with the criteria's labels."""
    return _named(start.scores.rename(columns=start.plan.labels))


def gate_table(start: Basis) -> pd.DataFrame:
    """Return the figures that the gates look at."""
    need = answer(start, declared(start))["need"]
    return _named(
        pd.DataFrame(
            {
                "Homicide rate over the nation's": start.ratio,
                "Need score": need,
                "Share of the indicators at hand, %": 100 * start.coverage,
            }
        )
    )


def place_table(start: Basis, published: Mapping[str, float]) -> pd.DataFrame:
    """Return the declared places beside what other weights could make of them.

    Parameters
    ----------
    published : mapping
        State name → share of the published variants in which it is among the first four, in
        per cent; a state that is not there was not ranked.
    """
    table = answer(start, declared(start))
    best = best_places(start)
    shown = pd.DataFrame(
        {
            "Declared score": table["total"],
            "Declared place": table["place"].where(table["eligible"]),
            "First four in the published variants, %": [
                published.get(state_name(code), math.nan) for code in table.index
            ],
            "Best place, weights near the declared": best["near"],
            "Best place, any weights": best["any"],
        },
        index=table.index,
    )
    return _named(shown.sort_values("Declared score", ascending=False, kind="stable"))


def published_shares(item: Mapping) -> dict[str, float]:
    """Return the shares of the published table of ranks: state name → per cent in the first four.

    Raises
    ------
    DataError
        The table has no such column.
    """
    heads = item["raw"]["heads"]
    wanted = "First 4, %"
    if wanted not in heads:
        raise DataError(
            f"the table '{item['name']}' has no column '{wanted}'.",
            cure="Name the column as the chapter on robustness publishes it.",
        )
    return {row[0]: row[heads.index(wanted)] for row in item["raw"]["rows"]}


def extreme_claim(table: pd.DataFrame, number: int = 4) -> dict[str, object]:
    """Return the claim of the table of places: extreme weights move more than near ones.

    Parameters
    ----------
    table : DataFrame
        As :func:`place_table` gives it.
    number : int
        How many states the programme can take.
    """
    states = len(table)
    first = (table["Best place, any weights"] == 1).sum()
    near = (table["Best place, weights near the declared"] <= number).sum()
    return {
        "says": "some weights can make more states first than weights near the declared ones can "
        "bring into the first places",
        "holds": "first > near",
        "rests_on": {
            "first": claims.count(int(first), of=states),
            "near": claims.count(int(near), of=states),
        },
    }


def nearest_change(start: Basis) -> dict[str, str]:
    """Return the single change of a declared weight that is nearest to changing the proposal.

    Returns
    -------
    dict
        Texts for the page: criterion, its points now and then, the states that come and go.
    """
    declared_choice = declared(start)
    changes = single_changes(start, declared_choice).sort_values("distance", kind="stable")
    found = changes.iloc[0]
    criterion = str(changes.index[0])

    def names(codes: tuple[str, ...]) -> str:
        return " and ".join(state_name(code) for code in codes) or "no state"

    return {
        "whatif-change-criterion": str(start.plan.labels[criterion]).lower(),
        "whatif-change-from": f"{declared_choice.points[criterion]:.0f}",
        "whatif-change-to": f"{found['points']:.0f}",
        "whatif-change-enters": names(found["enters"]),
        "whatif-change-leaves": names(found["leaves"]),
    }


def facts(start: Basis, table: pd.DataFrame) -> dict[str, float | int]:
    """Return the quantities that the page's text names."""
    any_first = int((table["Best place, any weights"] == 1).sum())
    near = table["Best place, weights near the declared"]
    number = start.plan.decision.maximum_states
    return {
        "whatif-criteria": len(start.scores.columns),
        "whatif-empty": len(start.empty),
        "whatif-states": len(STATE_CODES),
        "whatif-any-first": any_first,
        "whatif-near-first-four": int((near <= number).sum()),
    }
