"""Tables of the deliverables that several pages and files show, built from the design."""

from __future__ import annotations

import pandas as pd

from cohesion import formats
from cohesion.programme import budget
from cohesion.programme.costing import items_table
from cohesion.programme.design import Design
from cohesion.programme.design import variants as design_variants
from cohesion.programme.experts import expert_frame, load_experts
from cohesion.programme.indicators import Indicator
from cohesion.programme.schedule import belongs, schedule
from cohesion.programme.targets import distance_written, written
from cohesion.programme.timetable import STREAMS, write_quarter

LEVELS = {1: "low", 2: "medium", 3: "high"}
AUTHORITY = {
    "centralised": "EU Delegation",
    "decentralised": "AMEXCID",
    "national rules": "Mexican bodies",
}
PROCEDURES = {
    "services": "restricted_tender",
    "direct_grant": "direct_grant",
    "call": "restricted_call",
    "programme_estimate": "programme_estimate",
    "supplies": "supply_tender",
    "visibility": "programme_estimate",
    "evaluation_audit": "framework_contract",
}


def fiche_budget(design: Design) -> pd.DataFrame:
    """Return the fiche's budget: instruments within components, EU and Mexican contribution."""
    lines = design.budget_lines.assign(
        side=lambda frame: (frame["funder"] == budget.EU).map({True: "EU", False: "Mexico"})
    )
    rows = []
    for component in design.budget.components:
        own = lines[lines["component"] == component.id]
        rows.append((component.title, *_sides(own)))
        for instrument in design.budget.instruments:
            part = own[own["instrument"] == instrument.id]
            single = own["instrument"].nunique() == 1
            if len(part) and not single:
                rows.append((f"– {instrument.title}", *_sides(part)))
    rows.append(("Total", *_sides(lines)))
    columns = ["Component", "EU contribution (EUR)", "Mexican contribution (EUR)", "Total (EUR)"]
    return pd.DataFrame(rows, columns=columns).set_index("Component")


def _sides(frame: pd.DataFrame) -> tuple[int, int, int]:
    eu = int(frame.loc[frame["side"] == "EU", "amount"].sum())
    total = int(frame["amount"].sum())
    return eu, total - eu, total


def methods(design: Design) -> pd.DataFrame:
    """Return authority, procedure, lead time and amount of every instrument."""
    procedures = {item.id: item for item in design.timetable.procurement.procedures}
    amounts = design.budget_lines.groupby("instrument")["amount"].sum()
    rows = {}
    for item in design.budget.instruments:
        procedure = procedures.get(PROCEDURES.get(item.id, ""))
        rows[item.title] = {
            "Management": item.management,
            "Contracting authority": AUTHORITY[item.management],
            "Procedure": procedure.title if procedure else "–",
            "Lead time (months)": str(procedure.months) if procedure else "–",
            "Amount (EUR)": int(amounts[item.id]),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("Instrument")


def budget_lines(design: Design) -> pd.DataFrame:
    """Return every budget line with its years and total, in the plan's order."""
    wide = design.budget_lines.pivot_table(
        index="line", columns="year", values="amount", aggfunc="sum", fill_value=0
    )
    lines = pd.DataFrame(
        {
            line.id: {
                "Component": line.component,
                "Activity": line.activity or "–",
                "Funder": design.budget.title("funders", line.funder),
                "Line": line.title,
            }
            for line in design.budget.lines
        }
    ).T
    table = lines.join(wide.rename(columns=str))
    table["Total (EUR)"] = wide.sum(axis=1)
    total = {column: "" for column in lines.columns}
    total |= wide.sum().rename(index=str).to_dict() | {"Total (EUR)": int(wide.to_numpy().sum())}
    table.loc["Total"] = total
    return table.rename_axis("No.")


def variants(design: Design) -> pd.DataFrame:
    """Return what the programme costs each side with two, three and four states.

    Lines of the EU by component, then the Mexican side; reserves are part of component X. The
    share of the technical assistance in the EU contribution stands below.
    """
    plan, columns = design.budget, {}
    for states, totals in design_variants(design).items():
        cells: dict[str, float] = {}
        for side, name in ((budget.EU, "EU"), (budget.PARTNER, "Mexico")):
            own = [line for line in plan.lines if line.side == side]
            for item in plan.components:
                part = [totals[line.id] for line in own if line.component == item.id]
                if part:
                    cells[f"{name}: {item.title}"] = sum(part)
            cells[f"{name}: total"] = sum(totals[line.id] for line in own)
        services = sum(totals[x.id] for x in plan.lines if x.instrument == "services")
        cells["Total"] = sum(totals.values())
        cells["Technical assistance, % of the EU contribution"] = round(
            100 * services / cells["EU: total"]
        )
        columns[f"{states} states"] = pd.Series(cells)
    return pd.DataFrame(columns).rename_axis("Side and component").astype(int)


def costs(design: Design) -> pd.DataFrame:
    """Return every item of every line: unit, quantity, rate, amount, cash or in kind."""
    names = {item.id: item.title for item in design.budget.funders}
    rows = [(line.id, names[line.funder], line.items) for line in design.budget.lines]
    return items_table(rows, design.n_states)


#: Decimals of :func:`cash_and_kind`.
FORM_DIGITS = {
    "Cash (EUR)": 0,
    "In kind (EUR)": 0,
    "Total (EUR)": 0,
    "Total (million MXN)": 1,
}


def cash_and_kind(design: Design) -> pd.DataFrame:
    """Return what each funder brings in cash and in kind, in euros and in million pesos."""
    forms = budget.by_form(design.budget, design.costed)
    rate = design.budget.exchange.rate
    rows = {
        item.title: {
            "Cash (EUR)": forms[item.id]["cash"],
            "In kind (EUR)": forms[item.id]["kind"],
            "Total (EUR)": sum(forms[item.id].values()),
        }
        for item in design.budget.funders
    }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.loc["Total"] = frame.sum()
    frame["Total (million MXN)"] = (frame["Total (EUR)"] * rate / 1e6).round(1)
    return frame.rename_axis("Funder")


def milestones(design: Design) -> pd.DataFrame:
    """Return the phases and milestones with their quarters, in order of time."""
    plan = design.timetable
    rows = [
        (phase.title, "phase", phase.start, f"to {write_quarter(phase.end)}", "–")
        for phase in plan.phases
    ]
    rows += [
        (task.title, "milestone", task.start, "", _people(design, task.responsible))
        for task in plan.tasks
        if task.kind == "milestone"
    ]
    rows.sort(key=lambda row: row[2])
    frame = pd.DataFrame(rows, columns=["What", "Kind", "start", "end", "Responsible"])
    frame["Quarter"] = [
        f"{write_quarter(row.start)} {row.end}".strip() for row in frame.itertuples()
    ]
    return frame[["What", "Kind", "Quarter", "Responsible"]].set_index("What")


def responsibilities(design: Design) -> pd.DataFrame:
    """Return who answers for each activity, with whom, and when."""
    table = schedule(design.timetable)
    rows = {}
    for item in design.activities.activities:
        own = table[belongs(table, item.id)]
        rows[item.id] = {
            "Activity": item.title,
            "Responsible": _people(design, item.responsible),
            "With": _people(design, item.partners),
            "From": write_quarter(own["start"].min()),
            "To": write_quarter(own["end"].max()),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def timetable_titles(design: Design) -> dict[str, str]:
    """Return activity or stream id → title, in the order of the timetable."""
    return {item.id: item.title for item in design.activities.activities} | STREAMS


def risks(design: Design, minimum: int = 9) -> pd.DataFrame:
    """Return the risks whose likelihood × impact reaches ``minimum``, gravest first."""
    chosen = sorted(
        (risk for risk in design.risks if risk.likelihood * risk.impact >= minimum),
        key=lambda risk: (-risk.likelihood * risk.impact, risk.id),
    )
    rows = {
        risk.id: {
            "Risk": risk.title,
            "Likelihood": LEVELS[risk.likelihood],
            "Impact": LEVELS[risk.impact],
            "Mitigation": risk.mitigation,
            "Owner": design.actor(risk.owner),
        }
        for risk in chosen
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def experts() -> pd.DataFrame:
    """Return profile and working days per programme year, states included."""
    table = expert_frame(load_experts()).pivot_table(
        index=["expert", "title"], columns="year", values="days", aggfunc="sum", fill_value=0
    )
    table.columns = [f"Year {year}" for year in table.columns]
    table["Days"] = table.sum(axis=1)
    table = table.reset_index("title").rename(columns={"title": "Profile"})
    table.loc["Total"] = {"Profile": "", **table.drop(columns="Profile").sum().to_dict()}
    return table.rename_axis("No.")


def specifications(design: Design) -> pd.DataFrame:
    """Return what is counted and how, for every indicator."""
    rows = {
        item.id: {
            "Indicator": item.name,
            "Definition": item.definition,
            "Formula": item.formula,
            "Better": "higher" if item.direction == "higher_better" else "lower",
            "Broken down by": _groups(item),
            "Responsible": design.actor(item.responsible),
            "Assumption": item.assumption,
        }
        for item in design.indicators.indicators
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def targets(design: Design, values: pd.DataFrame) -> pd.DataFrame:
    """Return baseline, distance, target and detectability, one row per indicator and state.

    Where a state is compared with the nation, the target is a distance; elsewhere it is a value.
    """
    rows = []
    for row in values.itertuples():
        item = design.indicators.get(row.indicator)
        inception = item.baseline.kind == "inception"
        rows.append(
            {
                "No.": item.id,
                "Indicator": item.name,
                "Where": row.name,
                "Baseline": "at inception" if inception else written(item, row.baseline),
                "Year": str(row.baseline_year),
                "Behind the nation": distance_written(item, row.distance),
                "By the trend alone": distance_written(item, row.expected),
                "Target": _target_cell(item, row),
                "By": str(row.target_year),
                "Smallest visible change": distance_written(item, row.mdc),
                "Visible": row.detectable,
            }
        )
    return pd.DataFrame(rows).set_index("No.")


def _target_cell(item: Indicator, row: object) -> str:
    if item.baseline.kind == "inception":
        return formats.signed(row.change, item.digits) + (" points" if item.unit == "%" else "")
    if item.baseline.kind == "data":
        return f"{distance_written(item, row.target)} behind" if row.target else "not behind"
    return written(item, row.target)


def _groups(item: Indicator) -> str:
    """Write the groups that a source gives, and those that it gives for the nation alone."""
    parts = [", ".join(item.disaggregation)] if item.disaggregation else []
    if item.nation_only:
        parts.append(f"for the nation only: {', '.join(item.nation_only)}")
    return "; ".join(parts) or "–"


def encoding(design: Design, values: pd.DataFrame) -> pd.DataFrame:
    """Return one row per indicator and value, ready to be encoded in the Commission's system.

    Names are frozen here: after encoding they cannot be altered, only deleted and encoded anew.
    """
    rows = []
    for row in values.itertuples():
        item = design.indicators.get(row.indicator)
        known = item.baseline.kind != "inception"
        comment = f"{item.verification.document}; {item.verification.frequency}; {row.name}"
        common = {
            "Level": item.level,
            "Indicator code": item.id,
            "Indicator name": f"{item.name} – {row.name}, distance to the nation"
            if row.unit
            else item.name,
            "Unit": _encoded_unit(item),
            "Direction": item.direction.replace("_", " "),
            "Disaggregation": _groups(item),
            "Source category": item.verification.category,
            "Holder": design.actor(item.verification.holder),
            "Comment": comment,
        }
        is_distance = item.baseline.kind == "data"
        start = row.distance if is_distance else row.baseline
        baseline = round(start, item.digits + 2) if known else None
        target = round(row.target, item.digits + 2) if known else None
        rows += [
            common | {"Value type": "Baseline", "Year": row.baseline_year, "Value": baseline},
            common | {"Value type": "Target", "Year": row.target_year, "Value": target},
            common | {"Value type": "Current", "Year": None, "Value": None},
        ]
    return pd.DataFrame(rows).set_index("Indicator code")


def _encoded_unit(item: Indicator) -> str:
    if item.baseline.kind == "data":
        return "percentage points" if item.unit == "%" else "ratio"
    return item.unit or "ratio"


def _people(design: Design, actors: list[str]) -> str:
    return ", ".join(design.actor(actor) for actor in actors) or "–"
