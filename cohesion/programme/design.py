"""The whole programme design in one object: every file loaded, every cross-link checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.errors import DataError
from cohesion.programme import budget
from cohesion.programme.baselines import Baselines, load_baselines, selections
from cohesion.programme.calendar import Calendar, load_calendar
from cohesion.programme.calendar_rules import Plans, check_calendar
from cohesion.programme.consistency import check_targets
from cohesion.programme.experts import expert_frame, load_experts
from cohesion.programme.indicators import (
    Indicators,
    load_indicators,
    states_costed,
    verification_cost,
)
from cohesion.programme.results import Activities, Results, load_activities, load_results
from cohesion.programme.risks import Assumption, Risk, load_risks
from cohesion.programme.stakeholders import load_actors
from cohesion.programme.targets import baseline_values, proposed_states, target_values
from cohesion.programme.timetable import Timetable, load_timetable, months
from cohesion.programme.visibility import load_visibility


@dataclass(frozen=True)
class Design:
    """The programme design.

    Attributes
    ----------
    budget_lines : DataFrame
        The budget in long form (see :func:`cohesion.programme.budget.build`).
    actors : dict
        Actor id → name.
    folder : Path
        Where its files stand.
    """

    results: Results
    activities: Activities
    timetable: Timetable
    calendar: Calendar
    indicators: Indicators
    baselines: Baselines
    budget: budget.BudgetPlan
    costed: budget.Costed
    budget_lines: pd.DataFrame
    assumptions: tuple[Assumption, ...]
    risks: tuple[Risk, ...]
    actors: dict[str, str]
    n_states: int
    folder: Path = paths.PROGRAMME

    def actor(self, name: str) -> str:
        """Return an actor's name."""
        return self.actors.get(name, name)

    def assumption(self, name: str) -> Assumption:
        """Return one assumption by id."""
        return next(item for item in self.assumptions if item.id == name)

    @property
    def total(self) -> int:
        """The whole budget in euros."""
        return int(self.budget_lines["amount"].sum())


@functools.cache
def load_design(folder: Path = paths.PROGRAMME) -> Design:
    """Load every file of the design and check every link between them.

    Raises
    ------
    DataError
        The first thing that is wrong: file, entry, problem, cure.
    """
    results = load_results(folder)
    activities = load_activities(results, folder)
    timetable = load_timetable(activities, folder)
    indicators = load_indicators(results, activities, folder)
    plan = budget.load_budget(activities, timetable, folder)
    visibility = load_visibility(folder)
    costed = costed_for(states_costed(folder), indicators, folder)
    calendar = load_calendar(folder)
    check_calendar(
        Plans(
            timetable,
            calendar,
            budget.spending(plan, timetable),
            {action.id: action.when for action in visibility.actions},
        )
    )
    register = load_risks(folder)
    design = Design(
        results=results,
        activities=activities,
        timetable=timetable,
        calendar=calendar,
        indicators=indicators,
        baselines=load_baselines(folder),
        budget=plan,
        costed=costed,
        budget_lines=budget.build(plan, timetable, costed),
        assumptions=register.assumptions,
        risks=register.risks,
        actors=actor_names(folder),
        n_states=states_costed(folder),
        folder=Path(folder),
    )
    check_links(design, folder)
    return design


def costed_for(
    states: int, indicators: Indicators, folder: Path = paths.PROGRAMME
) -> budget.Costed:
    """Return what the other files cost with so many participating states."""
    return budget.Costed(
        experts=expert_costs(states, folder),
        visibility=load_visibility(folder).total,
        verification=verification_cost(indicators),
        states=states,
    )


def variants(design: Design) -> dict[int, dict[str, int]]:
    """Return number of states → the total of each line, for every number that may take part.

    The planned number has the planned contributions; the others have contributions to match.
    """
    limits = design.results.states
    found = {}
    for states in range(limits.minimum, limits.maximum + 1):
        costed = costed_for(states, design.indicators, design.folder)
        planned = states == design.n_states
        rule = budget.line_totals if planned else budget.variant
        found[states] = rule(design.budget, costed)
    return found


def expert_costs(
    states: int | None = None, folder: Path = paths.PROGRAMME
) -> dict[tuple[str, int], int]:
    """Return the fees of all expert days by result and programme year, in whole euros."""
    frame = expert_frame(load_experts(folder), states)
    costs = frame.groupby(["result", "year"])["cost"].sum()
    return {(result, int(year)): round(cost) for (result, year), cost in costs.items()}


def actor_names(folder: Path = paths.PROGRAMME) -> dict[str, str]:
    """Return actor id → acronym where there is one, else the English name (``actors.yml``)."""
    return {
        name: actor.short if _is_acronym(actor.short) else actor.name_en.split(" - ")[0]
        for name, actor in load_actors(folder).items()
    }


def _is_acronym(short: str) -> bool:
    return "." not in short and "&" not in short and sum(map(str.isupper, short)) > 1


def check_links(design: Design, folder: Path = paths.PROGRAMME) -> None:
    """Check that every actor named exists and that totals agree across every table.

    Raises
    ------
    DataError
    """
    named = [
        (actor, "activities.yml", item.id)
        for item in design.activities.activities
        for actor in (*item.responsible, *item.partners)
    ]
    named += [
        (actor, "timetable.yml", task.id)
        for task in design.timetable.tasks
        for actor in task.responsible
    ]
    named += [
        (actor, "indicators.yml", item.id)
        for item in design.indicators.indicators
        for actor in (item.verification.holder, item.responsible)
    ]
    for actor, file, row in named:
        if actor not in design.actors:
            raise DataError(
                f"unknown actor '{actor}'.",
                file=folder / file,
                row=row,
                cure=f"Use an id of actors.yml: {', '.join(sorted(design.actors))}.",
            )
    check_totals(design)
    check_periods(design, folder)
    check_targets(
        design.indicators, design.activities, design.timetable, design.n_states, folder
    )


def check_totals(design: Design) -> None:
    """Check that every budget table adds to the same total, to the euro."""
    total = design.budget.envelope.total
    for rows in ("component", "funder", "instrument"):
        table = budget.by(design.budget_lines, rows, "year", design.budget)
        budget.check_total(table.drop(index="Total"), total, f"the table by {rows}", "Total")
    costs = budget.activity_costs(design.budget_lines, design.budget)
    is_result = design.budget_lines["component"].str.startswith("R")
    budget.check_total(
        costs,
        int(design.budget_lines.loc[is_result, "amount"].sum()),
        "the table by activity",
        "total",
    )
    for name, amount in costs["total"].items():
        if amount <= 0:
            raise DataError(
                f"activity {name} costs {amount} euros.",
                file=paths.PROGRAMME / budget.FILE,
                row=name,
                cure="Give it a line with a weight or an amount.",
            )


def check_periods(design: Design, folder: Path = paths.PROGRAMME) -> None:
    """Check that targets fall into the programme and expert years into its operational phase."""
    operational = design.timetable.phase("operational")
    closure = design.timetable.phase("closure")
    for item in design.indicators.indicators:
        if not operational.start // 4 <= item.target.year <= closure.end // 4:
            raise DataError(
                f"the target year {item.target.year} lies outside the programme.",
                file=folder / "indicators.yml",
                row=item.id,
                column="target.year",
                cure=f"Choose a year from {operational.start // 4} to {closure.end // 4}.",
            )
        if item.baseline.kind == "data":
            waves = design.baselines.get(item.baseline.data).waves
            for year in (*(step.year for step in item.milestones), item.target.year):
                if year not in waves:
                    raise DataError(
                        f"nothing is measured in {year}; the survey's years are {waves}.",
                        file=folder / "indicators.yml",
                        row=item.id,
                        column="milestones / target.year",
                        cure="Choose a year in which the source is collected.",
                    )
    start = design.timetable.get(design.timetable.assistance_start_task).start
    years = max(year for _, year in design.costed.experts)
    if start + 4 * years - 1 > operational.end:
        raise DataError(
            f"the technical assistance of {years} years ends after the operational phase.",
            file=folder / "timetable.yml",
            row=design.timetable.assistance_start_task,
            cure="Start it earlier, shorten it in experts.yml, or lengthen the phase.",
        )


def state_targets(design: Design) -> pd.DataFrame:
    """Return baseline and target of every indicator for the states that the report proposes."""
    values = baseline_values(design.baselines, selections(design.baselines), proposed_states())
    return target_values(
        design.indicators, design.baselines, values, design.activities, design.n_states
    )


def quantities(design: Design) -> dict[str, tuple[float, str, int]]:
    """Return the programme's own quantities: fact name → (value, unit, digits).

    The budget and timetable chapters publish them; texts name them with ``{fact}``.
    """
    lines, envelope = design.budget_lines, design.budget.envelope
    values: dict[str, tuple[float, str, int]] = {
        "budget-total": (design.total, "EUR", 0),
        "budget-eu": (envelope.eu_contribution, "EUR", 0),
        "budget-partner": (envelope.partner_contribution, "EUR", 0),
        "budget-contingency-limit": (envelope.reserve_limit, "%", 0),
        "budget-assistance-limit": (envelope.assistance_limit, "%", 0),
        "budget-verification": (verification_cost(design.indicators), "EUR", 0),
    }
    values |= _costing_figures(design)
    for kind in ("component", "instrument", "funder", "management"):
        for name, amount in lines.groupby(kind)["amount"].sum().items():
            stem = str(name).lower().replace("_", "-").replace(" ", "-")
            values[f"budget-{kind}-{stem}"] = (int(amount), "EUR", 0)
    eu = lines[lines["funder"] == budget.EU]
    for name, amount in eu.groupby("component")["amount"].sum().items():
        values[f"budget-eu-{str(name).lower()}"] = (int(amount), "EUR", 0)
        share = 100 * amount / envelope.eu_contribution
        values[f"budget-eu-share-{str(name).lower()}"] = (share, "%", 0)
    rest = [item.id for item in design.budget.components if not item.id.startswith("R")]
    for stem, frame in (("component", lines), ("eu", eu)):
        amount = frame.loc[frame["component"].isin(rest), "amount"].sum()
        values[f"budget-{stem}-other"] = (int(amount), "EUR", 0)
    services = eu.loc[eu["instrument"] == "services", "amount"].sum()
    values["budget-eu-share-services"] = (100 * services / envelope.eu_contribution, "%", 0)
    for name, amount in eu.groupby("management")["amount"].sum().items():
        values[f"budget-eu-{name}"] = (int(amount), "EUR", 0)
    operational, closure = (
        months(design.timetable, "operational"),
        months(design.timetable, "closure"),
    )
    values |= {
        "programme-operational-months": (operational, "", 0),
        "programme-closure-months": (closure, "", 0),
        "programme-total-months": (operational + closure, "", 0),
        "programme-inception-months": (3 * design.timetable.inception.quarters, "", 0),
        "programme-contracting-limit-months": (
            design.timetable.contracting_limit_months,
            "",
            0,
        ),
        "programme-estimate-months": (design.timetable.estimate_months, "", 0),
        "programme-states-costed": (design.n_states, "", 0),
        "programme-states-minimum": (design.results.states.minimum, "", 0),
        "programme-states-maximum": (design.results.states.maximum, "", 0),
        "programme-activities": (len(design.activities.ids), "", 0),
        "programme-indicators": (len(design.indicators.indicators), "", 0),
    }
    for procedure in design.timetable.procurement.procedures:
        stem = procedure.id.replace("_", "-")
        values[f"programme-lead-{stem}-months"] = (procedure.months, "", 0)
    return values


def _costing_figures(design: Design) -> dict[str, tuple[float, str, int]]:
    """Return taxes, exchange rate, cash and kind, reserves and variants as quantities."""
    plan, envelope = design.budget, design.budget.envelope
    totals = budget.line_totals(plan, design.costed)
    reserve = {line.side: totals[line.id] for line in plan.lines if line.source == "balance"}
    values: dict[str, tuple[float, str, int]] = {
        f"budget-line-{line.id.lower()}": (totals[line.id], "EUR", 0) for line in plan.lines
    }
    forms = budget.by_form(plan, design.costed)
    for form in ("cash", "kind"):
        amount = sum(own[form] for funder, own in forms.items() if funder != budget.EU)
        share = 100 * amount / envelope.partner_contribution
        values[f"budget-partner-{form}"] = (amount, "EUR", 0)
        values[f"budget-partner-{form}-share"] = (share, "%", 0)
    values |= {
        "budget-contingency-share": (
            100 * reserve[budget.EU] / envelope.eu_contribution,
            "%",
            1,
        ),
        "budget-reserve-share": (
            100 * reserve[budget.PARTNER] / envelope.partner_contribution,
            "%",
            1,
        ),
        "budget-vat-rate": (plan.vat.rate, "%", 0),
        "budget-exchange-rate": (plan.exchange.rate, "MXN", 4),
        "budget-total-mxn": (envelope.total * plan.exchange.rate / 1e6, "million MXN", 0),
        "budget-eu-mxn": (envelope.eu_contribution * plan.exchange.rate / 1e6, "million MXN", 0),
        "budget-partner-mxn": (
            envelope.partner_contribution * plan.exchange.rate / 1e6,
            "million MXN",
            0,
        ),
    }
    for states, amounts in variants(design).items():
        for side in (budget.EU, budget.PARTNER):
            amount = sum(amounts[line.id] for line in plan.lines if line.side == side)
            values[f"budget-{side}-{states}-states"] = (amount, "EUR", 0)
    return values
