"""The numbers that the chapter on the robustness of the choice names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; all
rest on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cohesion.chapters.selection import audit, conclusions, figures, tables
from cohesion.chapters.selection.run import Result
from cohesion.publishing import frames
from cohesion.tables.geography import STATES


def of_draws(result: Result, moves: pd.DataFrame) -> pd.DataFrame:
    """Return how the proposal stands when all assumptions vary at once.

    Parameters
    ----------
    moves : DataFrame
        As ``robustness.weight_moves`` gives it, the smallest first.
    """
    named = {
        **tables.robustness_texts(result, moves),
        "selection-robust-first-names": result.names(list(result.choice.proposed)),
        "selection-robust-next-outside": tables.next_state(result)["name"],
    }
    return frames.joined(
        frames.rows({"selection-robust-draws": result.plan.robustness.draws,
                     "selection-robust-no-error": tables.without_error(result)}),
        frames.rows({"selection-robust-smallest-move": 100 * moves["move"].iloc[0]}, unit="%",
                    digits=1),
        frames.rows(named, digits=1),
        frames.rows({**tables.robustness_shares(result),
                     "selection-robust-shown": 100 * figures.LEAST_SHOWN}, unit="%"),
        frames.rows(tables.gate_ratios(result), digits=2),
    )  # fmt: skip


def of_firmness(result: Result, firm: pd.DataFrame, joint: float, fixed: float) -> pd.DataFrame:
    """Return how firm the proposal is when what nobody observed varies too.

    Parameters
    ----------
    firm : DataFrame
        By state: ``top4``, chance in per cent.
    joint, fixed : float
        Chance that all proposed states stay together, with the unobserved varied and held.
    """
    chosen, unobserved = list(result.choice.proposed), audit.unobserved(result)
    varied, held = firm.loc[chosen, "top4"], result.table.loc[chosen, "top4"]
    names = STATES["name_en"]
    shares = {
        "audit-joint": 100 * joint, "audit-joint-fixed": 100 * fixed,
        "audit-least": 100 * varied.min(),
        "audit-unobserved-weight": 100 * result.plan.weights[unobserved].sum(),
    }  # fmt: skip
    named = {"audit-least-name": names[varied.idxmin()],
             "audit-least-fixed-name": names[held.idxmin()]}  # fmt: skip
    return frames.joined(
        frames.rows(shares, unit="%"),
        frames.rows(named, digits=1),
        frames.rows({"audit-unobserved": len(unobserved), "audit-draws": audit.DRAWS}),
    )


def of_rule(
    result: Result, changed: Result, without_turnout: Sequence[str], eligible: pd.DataFrame,
    alphas: pd.DataFrame, pair: pd.Series,
) -> pd.DataFrame:  # fmt: skip
    """Return what the audit of the rule found, and what an amended rule would propose.

    Parameters
    ----------
    changed : Result
        Under the amended rule.
    without_turnout : sequence of str
        Codes that the rule without turnout proposes.
    eligible : DataFrame
        By criterion: ``effective`` weight among the eligible states.
    alphas : DataFrame
        By label of a block: ``alpha``.
    pair : Series
        Points that the two homicide entries add, by state.
    """
    labels = result.plan.labels
    named = {
        "audit-reserve": result.names(list(result.choice.reserve)),
        "audit-amended-reserve": result.names(list(changed.choice.reserve)),
        "audit-amended-words": audit.same_or_names(result, changed.choice.proposed),
        "audit-without-turnout": audit.same_or_names(result, without_turnout),
    }
    need = 100 * eligible.loc[conclusions.LEADING, "effective"].sum()
    coherence = {"audit-alpha-safety": alphas.loc[labels["safety_social_care"], "alpha"],
                 "audit-alpha-cohesion": alphas.loc[labels["cohesion"], "alpha"]}  # fmt: skip
    return frames.joined(
        frames.rows({"audit-need-share": need}, unit="%"),
        frames.rows(named, digits=1),
        frames.rows(coherence, digits=2),
        frames.rows({"audit-pair-points": pair.mean()}, digits=3),
    )


def of_criteria_left_out(result: Result, left: pd.DataFrame, without: pd.Index) -> pd.DataFrame:
    """Return how many criteria can be left out, and which change the proposal."""
    changed = tables.labels_or_none(result, without)
    counts = {"selection-robust-loo-kept": len(left) - len(without),
              "selection-robust-loo-all": len(left)}  # fmt: skip
    return frames.joined(
        frames.rows({"selection-robust-loo-changed": changed}, digits=1), frames.rows(counts)
    )


def of_gates(result: Result, gates: pd.DataFrame, kept: int) -> pd.DataFrame:
    """Return under how many gates the proposal stands, and what the strictest would leave out."""
    limit, lost = tables.strictest_gate(result)
    strict = {"selection-robust-strict-gate": limit, "selection-robust-strict-out": lost}
    counts = {"selection-robust-gates-all": len(gates), "selection-robust-gates-kept": kept}
    return frames.joined(frames.rows(strict, digits=1), frames.rows(counts))


def of_moves(near: pd.DataFrame) -> pd.DataFrame:
    """Return the two smallest shifts of weight that would change the proposal."""
    first, second = near.index[:2]
    named = {"selection-robust-move-first": first, "selection-robust-move-second": second}
    share = {"selection-robust-move-second-share": near.iloc[1, 0]}
    return frames.joined(frames.rows(named), frames.rows(share, unit="%", digits=1))


def of_flat_weights(result: Result, below: Sequence[str]) -> pd.DataFrame:
    """Return which proposed states fall below one half when all weights are drawn flat."""
    number = len(result.choice.proposed)
    counts = {"selection-robust-flat-kept": number - len(below),
              "selection-robust-flat-all": number}  # fmt: skip
    named = {"selection-robust-flat-below": tables.names_or_none(result, below)}
    return frames.joined(frames.rows(named, digits=1), frames.rows(counts))
