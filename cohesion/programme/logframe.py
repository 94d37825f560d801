"""The logical framework in two forms from one model.

*PCM 2004*: four rows by four columns, with means and costs at the level of activities and the
preconditions below them. *Today's results chain*: one row per indicator with baseline, milestones,
target and an empty column for the current value; no activities.
"""

from __future__ import annotations

import itertools

import pandas as pd

from cohesion import formats
from cohesion.programme.budget import activity_costs
from cohesion.programme.design import Design
from cohesion.programme.indicators import Indicator
from cohesion.programme.targets import baseline_text, milestone_text, target_text

LEVEL_NAMES = {
    "overall_objective": "Overall objective",
    "purpose": "Purpose",
    "result": "Result",
}
TODAY_NAMES = {"overall_objective": "Impact", "purpose": "Outcome", "result": "Output"}


def pcm(design: Design, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix in the form of the PCM Guidelines of 2004.

    Returns
    -------
    DataFrame
        Index: level (repeated). Columns: Intervention logic, Objectively verifiable indicators
        (means for activities), Sources of verification (costs for activities), Assumptions. One
        row per indicator or activity, so that no row outgrows a page.
    """
    rows = []
    for objective in design.results.objectives:
        level = LEVEL_NAMES[objective.level]
        indicators = design.indicators.of(objective.id)
        is_top = objective.level == "overall_objective"
        rows += _block(
            f"{level} {objective.id}" if objective.level == "result" else level,
            [objective.statement],
            [indicator_sentence(item, targets) for item in indicators],
            [source_sentence(design, item) for item in indicators],
            ["–"] if is_top else _assumptions(design, objective.id),
        )
    costs = activity_costs(design.budget_lines, design.budget)
    for result in design.results.result_ids:
        own = design.activities.of(result)
        rows += _block(
            f"Activities of {result}",
            [f"{item.id} {item.title}" for item in own],
            [f"Means: {means(design, item.id)}" for item in own],
            [f"Cost: {formats.euro(costs.at[item.id, 'total'])}" for item in own],
            _assumptions(design, result, activity_level=True),
        )
    preconditions = [
        f"{item.id} {item.statement}" for item in design.assumptions if item.precondition
    ]
    rows += _block("Preconditions", [""], [""], [""], preconditions)
    columns = [
        "Level",
        "Intervention logic",
        "Objectively verifiable indicators",
        "Sources of verification",
        "Assumptions",
    ]
    return pd.DataFrame(rows, columns=columns).set_index("Level")


def _block(level: str, *columns: list[str]) -> list[tuple[str, ...]]:
    """Lay the lines of several cells side by side, one row per line."""
    return [(level, *row) for row in itertools.zip_longest(*columns, fillvalue="")]


def results_chain(design: Design, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the matrix in today's form: one row per indicator, no activities."""
    rows = []
    for objective in design.results.objectives:
        for item in design.indicators.of(objective.id):
            rows.append(
                {
                    "Results": f"{TODAY_NAMES[objective.level]} {objective.id}",
                    "Results chain": objective.statement,
                    "Indicator": f"{item.id} {item.name}",
                    "Baseline (year)": baseline_text(item, targets),
                    "Milestones": milestone_text(item, targets),
                    "Target (year)": target_text(item, targets),
                    "Current value (year)": "",
                    "Sources of data": f"{item.verification.document} "
                    f"({design.actor(item.verification.holder)}; {item.verification.frequency})",
                    "Assumptions": "–"
                    if objective.level == "overall_objective"
                    else f"{item.assumption} {design.assumption(item.assumption).statement}",
                }
            )
    return pd.DataFrame(rows).set_index("Results")


def activity_matrix(design: Design) -> pd.DataFrame:
    """Return activities with means, costs by funder and assumptions (today's companion table)."""
    costs = activity_costs(design.budget_lines, design.budget)
    rows = {
        item.id: {
            "Activity": item.title,
            "Means": means(design, item.id),
            **{
                f"{funder.title} (EUR)": int(costs.at[item.id, funder.id])
                for funder in design.budget.funders
            },
            "Total (EUR)": int(costs.at[item.id, "total"]),
        }
        for item in design.activities.activities
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def indicator_sentence(item: Indicator, targets: pd.DataFrame) -> str:
    """Write an indicator with quantity, quality, time and place."""
    return (
        f"{item.id} {item.name}. Baseline: {baseline_text(item, targets).rstrip('.')}. "
        f"Target: {target_text(item, targets)}."
    )


def source_sentence(design: Design, item: Indicator) -> str:
    """Write a means of verification with document, holder, frequency and cost."""
    source = item.verification
    cost = "no cost to the programme"
    if source.paid_by == "programme":
        cost = f"{formats.euro(source.cost)} from the programme"
    return (
        f"{item.id} {source.document}, {source.table[0].lower()}{source.table[1:]} "
        f"({source.address}); {design.actor(source.holder)}; {source.frequency}; {cost}."
    )


def means(design: Design, activity: str) -> str:
    """Write the means of an activity: the instruments of its lines, assistance included."""
    titles = {item.id: item.title for item in design.budget.instruments}
    used = [line.instrument for line in design.budget.lines if line.activity == activity]
    share = design.budget.assistance_shares["R" + activity[1]].get(activity, 0)
    if share:
        used = ["services", *used]
    names = [titles[name].split(" (")[0].split(":")[0] for name in dict.fromkeys(used)]
    return "; ".join([names[0], *(name[0].lower() + name[1:] for name in names[1:])])


def _assumptions(design: Design, owner: str, activity_level: bool = False) -> list[str]:
    return [
        f"{item.id} {item.statement}"
        for item in design.assumptions
        if item.result == owner and (item.level == "A") == activity_level and not item.precondition
    ] or ["–"]
