"""The declared selection score, audited: what moves it, what coheres, how firm it is, what if."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import phrases
from cohesion.chapters.selection import amended as later
from cohesion.chapters.selection import data, robustness, run, scoring
from cohesion.chapters.selection.rule import SelectionPlan
from cohesion.methods import effective_weights
from cohesion.tables.geography import STATE_CODES, STATES

SOURCE = "programme/selection_amended.yml"
#: Draws of the looks that were added later; each share is then sure to about a third of a point.
DRAWS = 20_000
REPLICATES = 1_000


def indicator_scores(plan: SelectionPlan, figures: data.Figures) -> pd.DataFrame:
    """Return the normalised score (0–100) of each indicator, after treatment, by state."""
    problem = data.problem(plan, figures, pd.Series(True, index=list(STATE_CODES)))
    drawn = np.clip(problem.values, *problem.limits)
    names = [item.id for item in plan.indicators]
    return pd.DataFrame(
        scoring.normalise(drawn, plan.normalisation), index=list(STATE_CODES), columns=names
    )


def nominal_weights(plan: SelectionPlan, figures: data.Figures) -> pd.Series:
    """Return the share of the whole that each indicator with figures carries (sums below 1)."""
    shares = {}
    for criterion in plan.criteria:
        at_hand = [item for item in criterion.indicators if figures.used[item.id] != ""]
        shares |= {item.id: criterion.weight / len(at_hand) for item in at_hand}
    return pd.Series(shares)


def criterion_audit(result: run.Result, *, eligible: bool = False) -> pd.DataFrame:
    """Return nominal and effective weights of the criteria, over all or the eligible states."""
    scores = result.scores[result.table["eligible"]] if eligible else result.scores
    return effective_weights.effective(scores, result.plan.weights)


def coherence(plan: SelectionPlan, figures: data.Figures) -> pd.DataFrame:
    """Return Cronbach's alpha of each criterion that rests on two figures or more."""
    groups = {}
    for criterion in plan.criteria:
        members = [item.id for item in criterion.indicators if figures.used[item.id] != ""]
        if len(members) > 1:
            groups[criterion.label] = members
    scores = indicator_scores(plan, figures)
    return effective_weights.coherence(scores.fillna(scoring.CENTRE), groups)


def cancelling_pair(result: run.Result) -> pd.Series:
    """Return what the level of homicide adds to each state's score, both entries together."""
    weights = nominal_weights(result.plan, result.figures)
    scores = indicator_scores(result.plan, result.figures)
    pair = [name for name in ("homicide_need", "homicide_level") if name in scores]
    return (scores[pair] * weights[pair]).sum(axis=1)


def unobserved(result: run.Result) -> list[str]:
    """Return the criteria that are the same for all states because no figure describes them."""
    flat = result.scores.std() < 1e-9
    return list(result.scores.columns[flat])


def firmness(
    result: run.Result, rule: later.Unobserved, kind: str | None = None
) -> tuple[pd.DataFrame, float, float]:
    """Draw the criteria without figures as well, and return how often each state is chosen.

    Parameters
    ----------
    kind : {"uniform", "observed"}, optional
        How they are drawn; by default as the rule says.

    Returns
    -------
    table : as :func:`robustness.rank_table`.
    joint : share of the draws in which all proposed states are among the first ones together.
    joint_fixed : the same share in the declared draws, with these criteria fixed.
    """
    kind = kind or rule.distribution
    space = result.plan.robustness.model_copy(
        update={"draws": DRAWS, "data_replicates": REPLICATES}
    )
    rng = np.random.default_rng(space.seed)
    prepared = robustness.prepare(result.problem, space, rng)
    design = robustness.draw_design(result.problem.weights, space, rng)
    own = np.random.default_rng(rule.seed)
    names = list(result.scores.columns)
    empty = [names.index(name) for name in unobserved(result)]
    shape = (space.data_replicates, prepared.shape[3], len(empty))
    if kind == "uniform":
        drawn = own.uniform(0, 100, shape)
    else:
        seen = result.scores.drop(columns=unobserved(result)).to_numpy().ravel()
        drawn = own.choice(seen, shape)
    prepared[..., empty] = drawn[None, None]
    ranks = robustness.run(prepared, design, space, result.problem.eligible)
    chosen = [list(STATE_CODES).index(code) for code in result.choice.proposed]
    size = len(chosen)
    return (
        robustness.rank_table(ranks, STATE_CODES),
        float((ranks[:, chosen] <= size).all(axis=1).mean()),
        float((result.ranks[:, chosen] <= size).all(axis=1).mean()),
    )


@dataclass(frozen=True)
class Variant:
    """One way to choose: the proposed states, the reserve, scores of all."""

    proposed: tuple[str, ...]
    reserve: tuple[str, ...]
    totals: pd.Series
    eligible: pd.Series
    weights: pd.Series


def variant(plan: SelectionPlan, as_of: object = data.store.AS_OF) -> Variant:
    """Return the first states by the declared score of a rule, without drawing anything."""
    figures = data.gather(plan, as_of)
    scores = data.declared_scores(plan, figures)
    need = scoring.block_scores(scores, plan.weights, plan.block("need"))
    eligible = data.gate_results(plan, figures, need).all(axis=1)
    totals = (scores * plan.weights).sum(axis=1)
    order = totals[eligible].sort_values(ascending=False, kind="stable")
    most = plan.decision.maximum_states
    return Variant(
        tuple(order.index[:most]),
        tuple(order.index[most : most + plan.decision.reserve_states]),
        totals,
        eligible,
        plan.weights,
    )


def without_indicator(plan: SelectionPlan, name: str) -> SelectionPlan:
    """Return the rule without one indicator; a criterion that loses its last one is refused."""
    criteria = tuple(
        criterion.model_copy(
            update={"indicators": tuple(i for i in criterion.indicators if i.id != name)}
        )
        for criterion in plan.criteria
    )
    return plan.model_copy(update={"criteria": criteria})


def amended_result(plan: SelectionPlan, as_of: object = data.store.AS_OF) -> run.Result:
    """Return the amended rule applied to the figures of the day, with its own draws."""
    whole = later.amended_plan(plan, later.load())
    space = whole.robustness.model_copy(update={"draws": DRAWS, "data_replicates": REPLICATES})
    return run.evaluate(whole.model_copy(update={"robustness": space}), as_of)


def second_chances(table: pd.DataFrame, proposed: tuple[str, ...]) -> pd.DataFrame:
    """Return the states that are not proposed, by how often they are among the first four.

    The reserve order follows the declared score; this one follows the draws. They differ where a
    state's score rests on criteria that other weights or methods value differently.
    """
    rest = table[table["eligible"] & ~table.index.isin(proposed)]
    frame = rest[["name", "total", "top4"]].sort_values("top4", ascending=False)
    frame["by_score"] = frame["total"].rank(ascending=False).astype(int)
    return frame


def weight_table(
    result: run.Result, every: pd.DataFrame, eligible: pd.DataFrame, alphas: pd.DataFrame
) -> pd.DataFrame:
    """Return nominal and effective weights with the coherence of each criterion, for readers."""
    labels = result.plan.labels
    table = pd.DataFrame(
        {
            "Weight (%)": 100 * every["nominal"],
            "Effective (%)": 100 * every["effective"],
            "r with the score": every["correlation"],
            "Effective, eligible (%)": 100 * eligible["effective"],
            "r, eligible": eligible["correlation"],
        }
    ).rename(index=labels)
    return table.assign(**{"Cronbach's alpha": alphas["alpha"].reindex(table.index)}).rename_axis(
        "Criterion"
    )


def firm_table(
    result: run.Result, firm: pd.DataFrame, other: pd.DataFrame, joint: tuple[float, float, float]
) -> pd.DataFrame:
    """Return how often the proposed and reserve states come first, fixed and drawn, in per cent.

    Parameters
    ----------
    firm, other : DataFrame
        As :func:`firmness` gives them, drawn from the whole scale and like the others.
    joint : (fixed, drawn, like the others)
        The same for all proposed states together.
    """
    listed = [*result.choice.proposed, *result.choice.reserve]
    parts = (result.table, firm, other)
    heads = ("Fixed, as declared", "Drawn, whole scale", "Drawn, like the others")
    table = pd.DataFrame(
        {head: 100 * part.loc[listed, "top4"] for head, part in zip(heads, parts, strict=True)}
    ).rename(index=STATES["name_en"])
    table.loc["All proposed states together"] = [100 * share for share in joint]
    return table.rename_axis("Among the first four (%)")


def amended_table(result: run.Result, changed: run.Result, number: int = 6) -> pd.DataFrame:
    """Return the first states of the amended rule beside their declared scores and ranks."""
    first = changed.table.sort_values("rank").head(number)
    return pd.DataFrame(
        {
            "Score": first["total"],
            "Among the first four (%)": 100 * first["top4"],
            "Declared score": result.table.loc[first.index, "total"],
            "Declared rank": result.table.loc[first.index, "rank"].astype(str),
        }
    ).set_axis(first["name"].rename("State, in the amended order"))


def same_or_names(result: run.Result, other: Iterable[str]) -> str:
    """Name the states of another choice, or say that they are the declared ones."""
    codes = list(other)
    if set(codes) == set(result.choice.proposed):
        return f"the same {phrases.word(len(codes))}"
    return result.names(codes)
