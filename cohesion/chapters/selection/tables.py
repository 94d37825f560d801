"""The selection's results as the reader sees them: facts by name and tables with plain heads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cohesion import formats, phrases
from cohesion.chapters.selection import evidence, robustness, run
from cohesion.chapters.selection.run import Result
from cohesion.tables.geography import STATES, state_name

TOPS = (2, 3, 4)
LISTED = 8
NUMBER_WORDS = ("no", "one", "two", "three", "four")
METHOD_NAMES = {
    "minmax": "min–max",
    "zscore": "z-score",
    "rank": "rank",
    "arithmetic": "arithmetic",
    "geometric": "geometric",
    "topsis": "TOPSIS",
    "promethee": "PROMETHEE II",
}


def ranked(result: Result) -> pd.DataFrame:
    """Return the table of the eligible states in the order of the declared score."""
    table = result.table[result.table["eligible"]]
    return table.sort_values("total", ascending=False, kind="stable")


# ── Facts ────────────────────────────────────────────────────────────────────────────────────────


def proposal_texts(result: Result) -> dict[str, str]:
    """Return the texts of the proposal: names, codes, what gates exclude, the fifth state."""
    choice, gates = result.choice, result.gates
    facts = {
        "selection-proposed-codes": ",".join(choice.proposed),
        "selection-proposed-names": result.names(choice.proposed),
        "selection-reserve-codes": ",".join(choice.reserve),
        "selection-reserve-names": result.names(choice.reserve),
        "selection-excluded-violence": result.names(gates.index[~gates["violence"]].tolist()),
        "selection-fifth-name": ranked(result)["name"].iloc[4],
        "selection-same-first": phrases.capital(
            phrases.out_of(same_first(result), len(choice.proposed))
        ),
    }
    for place, code in enumerate(choice.proposed, start=1):
        facts[f"selection-state-{place}-name"] = state_name(code)
        facts[f"selection-state-{place}-code"] = code
    return facts


def proposal_scores(result: Result) -> dict[str, float]:
    """Return the scores of the proposed states and the gap behind the fourth, in points."""
    totals = ranked(result)["total"]
    facts = {"selection-gap-4-5": totals.iloc[3] - totals.iloc[4]}
    for place, code in enumerate(result.choice.proposed, start=1):
        row = result.table.loc[code]
        for name, column in (("score", "total"), ("need", "need"), ("feasibility", "feasibility")):
            facts[f"selection-state-{place}-{name}"] = row[column]
    return facts


def proposal_shares(result: Result) -> dict[str, float]:
    """Return percentages: probability of each top group by proposed state, weight of need."""
    plan = result.plan
    facts = {"selection-weight-need": 100 * plan.weights[plan.block("need")].sum()}
    for place, code in enumerate(result.choice.proposed, start=1):
        for top in TOPS:
            facts[f"selection-prob-top{top}-{place}"] = 100 * result.table.at[code, f"top{top}"]
    return facts


def proposal_counts(result: Result) -> dict[str, float]:
    """Return whole numbers: states left and excluded, draws, the threshold of the violence gate."""
    return {
        "selection-eligible": int(result.table["eligible"].sum()),
        "selection-excluded-need": int((~result.gates["need"]).sum()),
        "selection-draws": result.plan.robustness.draws,
        "selection-gate-violence": result.plan.gate("violence").threshold,
    }


def same_first(result: Result) -> int:
    """Return how many proposed states are among the first under all three readings."""
    chosen = list(result.choice.proposed)
    places = result.table.loc[chosen, ["rank", "rank_need", "rank_product"]]
    return int((places <= len(chosen)).all(axis=1).sum())


def robustness_texts(result: Result, moves: pd.DataFrame) -> dict[str, str]:
    """Return the names behind the robustness page: the next state and the smallest weight move."""
    first, labels = moves.iloc[0], result.plan.labels
    ratio = homicide_ratio(result)
    chosen = list(result.choice.proposed)
    return {
        "selection-robust-next-name": next_state(result)["name"],
        "selection-robust-move-name": state_name(moves.index[0]),
        "selection-robust-move-replaces": state_name(first["replaces"]),
        "selection-robust-move-gains": labels[first["gains"]].lower(),
        "selection-robust-move-loses": labels[first["loses"]].lower(),
        "selection-robust-near-gate-name": state_name(ratio[result.gates["violence"]].idxmax()),
        "selection-robust-worst-name": state_name(ratio[chosen].idxmax()),
    }


def robustness_shares(result: Result) -> dict[str, float]:
    """Return percentages of draws: each in the first four, all of them, the next state."""
    chosen = list(result.choice.proposed)
    columns = [list(result.table.index).index(code) for code in chosen]
    together = (result.ranks[:, columns] <= result.plan.decision.maximum_states).all(axis=1)
    return {
        "selection-robust-min-top4": 100 * result.table.loc[chosen, "top4"].min(),
        "selection-robust-exact-set": 100 * together.mean(),
        "selection-robust-next-top4": 100 * next_state(result)["top4"],
    }


def gate_ratios(result: Result) -> dict[str, float]:
    """Return homicide rates over the nation's: nearest to the gate, highest proposed state."""
    ratio = homicide_ratio(result)
    return {
        "selection-robust-near-gate": ratio[result.gates["violence"]].max(),
        "selection-robust-worst": ratio[list(result.choice.proposed)].max(),
    }


def homicide_ratio(result: Result) -> pd.Series:
    """Return each state's homicide rate over the nation's."""
    return result.figures.values["homicide_level"] / result.figures.nation["homicide_level"]


def without_error(result: Result) -> int:
    """Return how many of the indicators with figures have no published sampling error."""
    at_hand = (result.figures.used != "").to_numpy()
    return int((result.figures.se.loc[:, at_hand] == 0).all().sum())


def below_half(result: Result, chosen: Sequence[str]) -> list[str]:
    """Return the states that are among the first four in less than half of the draws."""
    return [code for code in chosen if result.table.at[code, "top4"] < 0.5]


def names_or_none(result: Result, codes: Sequence[str]) -> str:
    """Return the names of states, or 'none'."""
    return result.names(list(codes)) if len(codes) else "none"


def labels_or_none(result: Result, criteria: Sequence[str]) -> str:
    """Return the labels of criteria in a sentence, or 'none'."""
    return phrases.listed([str(label).lower() for label in result.plan.labels[list(criteria)]])


def next_state(result: Result) -> pd.Series:
    """Return the row of the state, not proposed, that is most often among the first four."""
    others = ranked(result).drop(list(result.choice.proposed))
    return others.sort_values("top4", ascending=False, kind="stable").iloc[0]


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────


def gate_table(result: Result) -> pd.DataFrame:
    """Return the excluded states and the gate that excludes each."""
    gates = result.gates.set_axis(result.table["name"].rename("State"))
    shown = gates.loc[~gates.all(axis=1), ["violence", "need"]]
    shown = shown.replace({True: "passes", False: "excluded"})
    return shown.set_axis(["Violence gate", "Need gate"], axis=1)


#: Ranks are whole numbers, scores have a decimal.
RANKING_DIGITS = dict.fromkeys(("Score", "Need only", "Need × feasibility"), 1) | dict.fromkeys(
    ("Rank", "Rank, need only", "Rank, need × feasibility"), 0
)


def ranking_table(result: Result) -> pd.DataFrame:
    """Return score and rank under the three readings."""
    columns = {
        "total": "Score",
        "rank": "Rank",
        "need": "Need only",
        "rank_need": "Rank, need only",
        "product": "Need × feasibility",
        "rank_product": "Rank, need × feasibility",
    }
    return _by_name(ranked(result))[list(columns)].rename(columns=columns)


def criteria_table(result: Result) -> pd.DataFrame:
    """Return the rule: criteria with block, weight, indicators and reason."""
    rows = [
        (
            c.label,
            c.block,
            100 * c.weight,
            ", ".join(i.id.replace("_", " ") for i in c.indicators) or "mission evidence",
            c.reason,
        )
        for c in result.plan.criteria
    ]
    table = pd.DataFrame(rows, columns=["Criterion", "Block", "Weight, %", "Rests on", "Why"])
    return table.set_index("Criterion")


def gap_table(result: Result) -> pd.DataFrame:
    """Return the criteria that stay neutral, and what the mission's form asks."""
    rows = {
        c.label: "Official figure of the time, not at hand for the states"
        for c in result.plan.criteria
        if c.indicators and not result.figures.used[[i.id for i in c.indicators]].any()
    }
    form = evidence.evidence_form().set_index("criterion")["question"]
    labels = result.plan.labels
    for name, question in form.items():
        rows[labels.get(name, name.replace("_", " ").capitalize())] = question
    table = pd.DataFrame({"What is asked": rows})
    table.index.name = "Criterion"
    return table


def probability_table(result: Result, *, ranks: bool = True, number: int | None = None):
    """Return the probabilities of the top groups in per cent, with rank ranges if asked for."""
    table = _by_name(ranked(result))
    shown = pd.DataFrame(index=table.index)
    if ranks:
        for column, head in (
            ("rank", "Declared rank"),
            ("rank_median", "Median rank"),
            ("rank_low", "Rank, low"),
            ("rank_high", "Rank, high"),
        ):
            shown[head] = table[column]
    for top in TOPS:
        shown[f"First {top}, %"] = 100 * table[f"top{top}"]
    if number is not None:
        shown = shown.sort_values(f"First {TOPS[-1]}, %", ascending=False).head(number)
    return shown


def method_table(result: Result) -> tuple[pd.DataFrame, int]:
    """Return ranks under every scale and method, and in how many the proposed states lead."""
    compared = run.method_comparison(result)
    chosen = list(result.choice.proposed)
    kept = int((compared.loc[chosen] <= len(chosen)).all().sum())
    shown = compared.T[ranked(result).index[:LISTED]].rename(columns=STATES["name_en"])
    shown.index = pd.Index(
        [f"{METHOD_NAMES[a]}, {METHOD_NAMES[b]}" for a, b in shown.index], name="Scale, method"
    )
    return shown, kept


def leave_one_out_table(result: Result) -> tuple[pd.DataFrame, pd.Index]:
    """Return the first states without each criterion, and the criteria that change the set."""
    number = len(result.choice.proposed)
    left = robustness.leave_one_out(
        result.scores, result.plan.weights, result.table["eligible"], number
    )
    shown = left[list(range(1, number + 1))].map(lambda code: state_name(code))
    shown = shown.set_axis(["First", "Second", "Third", "Fourth"][:number], axis=1)
    shown = shown.rename(index=result.plan.labels)
    shown.index.name = "Criterion left out"
    return shown, left.index[left["kept"] < number]


def gate_sensitivity_table(result: Result) -> tuple[pd.DataFrame, int]:
    """Return the first states under other thresholds, and how many settings keep the proposal."""
    gates = run.gate_sensitivity(result)
    kept = gates["first"].map(lambda codes: set(codes) == set(result.choice.proposed))
    shown = pd.DataFrame(
        {
            "Gate": gates["gate"].str.capitalize(),
            "Threshold": gates["threshold"].map(
                lambda x: formats.number(x, 2) if np.isfinite(x) else "no gate"
            ),
            "Excluded": gates["excluded"].map(len),
            "First": gates["first"].map(
                lambda codes: ", ".join(STATES.loc[list(codes), "name_en"])
            ),
        }
    )
    return shown.set_index("Gate"), int(kept.sum())


def strictest_gate(result: Result) -> tuple[float, str]:
    """Return the strictest violence threshold tried and the proposed states it excludes."""
    gates = run.gate_sensitivity(result)
    strict = gates[gates["gate"] == "violence"].dropna().sort_values("threshold").iloc[0]
    lost = [code for code in result.choice.proposed if code in strict["excluded"]]
    return float(strict["threshold"]), result.names(lost) if lost else "none"


def move_table(result: Result, moves: pd.DataFrame) -> pd.DataFrame:
    """Return the smallest weight moves that bring a state level with a proposed one."""
    shown = moves[np.isfinite(moves["move"].astype(float))].head(LISTED)
    labels = result.plan.labels
    return pd.DataFrame(
        {
            "Weight to move, %": 100 * shown["move"].to_numpy(float),
            "Level with": STATES.loc[shown["replaces"], "name_en"].to_numpy(),
            "More weight on": labels[shown["gains"]].to_numpy(),
            "Less weight on": labels[shown["loses"]].to_numpy(),
        },
        index=pd.Index(STATES.loc[shown.index, "name_en"], name="State"),
    )


def evidence_table(result: Result) -> tuple[pd.DataFrame, str]:
    """Return ranks if one finding spoke for or against a state, and the sentence that sums up."""
    effect = run.evidence_effect(result)
    chosen = list(result.choice.proposed)
    near = ranked(result).index[:LISTED]
    low, high = (effect.filter(like=f" at {score}") for score in (0, 100))
    moved = [c for c in near if c not in chosen and high.loc[c].min() <= len(chosen)]
    moved += [c for c in chosen if low.loc[c].max() > len(chosen)]
    text = (
        "No single finding would change the set of proposed states."
        if not moved
        else f"A single finding could change the set for {result.names(moved)}."
    )
    shown = effect.loc[near].rename(index=STATES["name_en"], columns={"rank": "Declared rank"})
    shown.index.name = "State"
    return shown, text


def _by_name(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index(table["name"].rename("State"))
