"""What pages of the design say in numbers: frames of facts, and what their claims rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from cohesion import phrases
from cohesion.programme import budget, calendar, calendar_rules, schedule, timetable
from cohesion.programme.assistance import Assistance
from cohesion.programme.baselines import Baselines
from cohesion.programme.design import Design, quantities, variants
from cohesion.programme.experts import ExpertsFile, cost_of_one_more_state, expert_frame
from cohesion.publishing import frames
from cohesion.tables.geography import NATION, state_name

#: Instruments that reach states and organisations.
OPERATIONS = ("direct_grant", "call", "programme_estimate", "supplies")


def of_design(design: Design, source: Any) -> pd.DataFrame:
    """Return the programme's own quantities."""
    return frames.joined(
        *(
            frames.rows({name: value}, unit=unit, digits=digits, source=source)
            for name, (value, unit, digits) in quantities(design).items()
        )
    )


def parts(design: Design) -> pd.DataFrame:
    """Return euros by component and funder, by their ids."""
    lines = design.budget_lines
    return lines.pivot_table(index="component", columns="funder", values="amount", aggfunc="sum",
                             fill_value=0)  # fmt: skip


def instruments(design: Design) -> pd.Series:
    """Return euros of the EU contribution by the id of the instrument."""
    own = design.budget_lines[design.budget_lines["funder"] == budget.EU]
    return own.groupby("instrument")["amount"].sum()


def services_shares(design: Design) -> dict[int, float]:
    """Return the part (%) of the technical assistance in the EU contribution by number of states.

    Unrounded; the table of variants shows whole per cents.
    """
    lines = [line for line in design.budget.lines if line.side == budget.EU]
    services = [line.id for line in lines if line.instrument == "services"]
    return {
        states: 100 * sum(totals[name] for name in services)
        / sum(totals[line.id] for line in lines)
        for states, totals in variants(design).items()
    }  # fmt: skip


def years_together(design: Design) -> tuple[int, int]:
    """Return the first and last year in which pilots of all waves run beside the grants."""
    plan = design.timetable
    begun = max(task.start for task in plan.with_role("first_phase"))
    ended = min(task.end for task in plan.with_role("second_phase"))
    return begun // 4, ended // 4


def of_budget(design: Design, experts: ExpertsFile) -> pd.DataFrame:
    """Return what the budget's page says beside the quantities of the design."""
    plan, eu, all_money = design.budget, instruments(design), parts(design)
    own, advice = "programme/budget.yml", float(eu["services"])
    reference = plan.envelope.references[0]
    per_advice = float(eu[list(OPERATIONS)].sum()) / advice
    first = 100 * all_money.loc["R1"].sum() / design.total
    peak = design.budget_lines.groupby("year")["amount"].sum().idxmax()
    team = cost_of_one_more_state(experts)
    timed = [own, "programme/timetable.yml", "programme/activities.yml"]
    return frames.joined(
        frames.rows({"budget-exchange-day": str(plan.exchange.day),
                     "budget-rates-note": plan.rates_status}, source=own),
        frames.rows({"budget-sector-share": reference.value}, unit="%",
                    source=[own, "{cite:t}`ec2007csp`"]),
        frames.rows({"budget-one-more-state": team}, unit="EUR", source="programme/experts.yml"),
        frames.rows({"budget-operations-per-advice": per_advice}, digits=1,
                    source=[own, "programme/experts.yml", "programme/activities.yml"]),
        frames.rows({"budget-first-share": first}, unit="%",
                    source=[own, "programme/experts.yml", "programme/activities.yml"]),
        frames.rows({"budget-peak-year": str(peak)}, source=timed),
    )  # fmt: skip


def of_assistance(
    plan: Assistance, experts: ExpertsFile, design: Design, proposed: int
) -> pd.DataFrame:
    """Return what the page on technical assistance says of days, bodies and costs.

    Parameters
    ----------
    proposed : int
        States that the selection proposes.
    """
    frame, own = expert_frame(experts), "programme/experts.yml"
    days, cost = frame["days"].sum(), frame["cost"].sum()
    kinds = [profile.kind for profile in experts.profiles]
    short = frame.loc[frame["kind"] == "short-term", "days"].sum()
    shares = 100 * frame.groupby("result")["days"].sum() / days
    money = {"ta-cost": cost, "ta-cost-per-day": cost / days,
             "ta-cost-state": cost_of_one_more_state(experts)}  # fmt: skip
    counted = {
        "ta-days": days, "ta-years": len(experts.parameters.years), "ta-profiles": len(kinds),
        "ta-states-costed": experts.parameters.states, "ta-key-experts": kinds.count("key"),
        "ta-long-term": kinds.count("long-term"),
    }  # fmt: skip
    anchor, lines = experts.parameters.anchor, design.budget_lines
    # The whole contract, as the share of the EU contribution beside it: fees are not all of it.
    contract = lines.loc[lines["instrument"] == "services", "amount"].sum()
    return frames.joined(
        frames.rows(counted, source=own),
        frames.rows({"ta-bodies": len(plan.bodies), "ta-phases": phrases.word(len(plan.phases))},
                    source="programme/technical_assistance.yml"),
        frames.rows({"ta-states-proposed": proposed}, source="programme/selection.yml"),
        frames.rows(money, unit="EUR", source=own),
        frames.rows({"ta-anchor-per-day": anchor.per_day}, unit="EUR",
                    source=f"{{cite:t}}`{anchor.source}`"),
        frames.rows({f"ta-share-{name.lower()}": value for name, value in shares.items()}
                    | {"ta-share-short": 100 * short / days}, unit="%", source=own),
        frames.rows({"ta-share-budget": 100 * contract / design.total}, unit="%",
                    source=[own, "programme/budget.yml"]),
        frames.rows({"ta-rates-note": experts.parameters.rates_status}, source=own),
    )  # fmt: skip


def of_timetable(design: Design) -> pd.DataFrame:
    """Return what the timetable's page says of quarters, tasks and waves."""
    plan, terms = design.timetable, design.calendar
    own, both = "programme/timetable.yml", ["programme/timetable.yml", "programme/calendar.yml"]
    agreement = plan.get(plan.agreement_task).end
    waves = sorted(plan.with_role("first_phase"), key=lambda task: task.start)
    ends = {tuple(task.states): task.end for task in plan.with_role("second_phase")}
    first, second = waves[0], waves[-1]
    councils = max(terms.terms_of(second.states[0], "councils"), key=lambda term: term.first)
    quarters = {
        "timetable-agreement": agreement,
        "programme-agreement": agreement,
        "timetable-assistance-start": plan.get(plan.assistance_start_task).start,
        "timetable-agendas-adopted": plan.with_role("agenda")[0].end,
        "programme-contracts-until": agreement + plan.contracting_limit_months // 3,
        "programme-estimates-until": calendar_rules.estimates_end(plan),
        "timetable-first-quarter": plan.phases[0].start,
    }
    counted = {
        "timetable-quarters": plan.phases[-1].end - plan.phases[0].start + 1,
        "timetable-tasks": len(plan.tasks),
        "timetable-critical": len(schedule.critical_path(plan)),
        "timetable-rules": len(calendar_rules.RULES),
    }
    deadline = calendar_rules.agreement_deadline(plan.with_role("decision")[0])
    texts = {name: timetable.write_quarter(quarter) for name, quarter in quarters.items()} | {
        "programme-agreement-deadline": str(deadline),
        "timetable-wave-one": listed_states(first.states),
        "timetable-wave-two": listed_states(second.states),
        "timetable-wave-one-end": str(ends[tuple(first.states)] // 4),
        "timetable-wave-between": phrases.word(second.start - first.start),
        "timetable-new-councils": str(councils.first.year),
    }
    return frames.joined(
        frames.rows(counted, source=[own, "programme/activities.yml"]),
        frames.rows(texts, source=both),
        frames.rows({"programme-duration-start": plan.duration.starts_with,
                     "timetable-procurement-note": plan.procurement.status}, source=own),
    )  # fmt: skip


def of_calendar(design: Design, shown: pd.DataFrame) -> dict[str, str | int]:
    """Return what the page says of the calendar, by the name of its fact.

    Parameters
    ----------
    shown : DataFrame
        From ``calendar.calendar_table``.
    """
    terms = design.calendar
    is_open = shown["How sure"] == calendar.STATUS_WORDS["open"]
    return {
        "timetable-law-year": str(terms.period.first),
        "timetable-dates": len(shown),
        "timetable-dates-open": int(is_open.sum()),
        "timetable-calendar-note": f"{terms.note} {terms.blackout}",
    }


def on_path(design: Design) -> tuple[int, int]:
    """Return how many tasks are critical of agreement, agendas, first wave and its take-up vote."""
    plan, path = design.timetable, schedule.critical_path(design.timetable)
    first = min(plan.with_role("first_phase"), key=lambda task: task.start).states
    wave = [
        task.id
        for role in ("first_phase", "second_phase", "take_up_vote")
        for task in plan.with_role(role)
        if task.states == first
    ]
    named = [plan.agreement_task, plan.with_role("agenda")[0].id, *wave]
    return sum(name in path for name in named), len(named)


#: Rules that say when pilots may run.
PILOT_RULES = ("vote-in-december", "one-trigger", "one-term", "no-start-in-campaign")


def pilot_breaches(plans: calendar_rules.Plans) -> int:
    """Return how often pilots break a rule on campaigns, terms of councils or votes."""
    rules = [rule for rule in calendar_rules.RULES if rule.id in PILOT_RULES]
    return sum(len(rule.breaches(plans)) for rule in rules)


def of_baselines(
    design: Design, values: pd.DataFrame, chosen: Mapping[str, Any], trends: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the baselines, of the nation also the earlier value and that of the series.

    Parameters
    ----------
    values : DataFrame
        From ``targets.baseline_values``.
    chosen, trends : mapping
        Baseline → the selection it rests on: of the day, and of the series.
    """
    items = {i.baseline.data: i for i in design.indicators.indicators if i.baseline.kind == "data"}
    found = []
    for row in values.itertuples():
        style = {"unit": items[row.baseline].unit, "digits": items[row.baseline].digits}
        found.append(frames.rows({row.fact: row.value}, source=chosen[row.baseline], **style))
        if row.unit == NATION and pd.notna(row.before):
            before = {f"{row.fact}-before": row.before, f"{row.fact}-series": row.series}
            found.append(frames.rows(before, source=trends[row.baseline], **style))
    return frames.joined(*found)


def additions(design: Design, found: pd.DataFrame, *, per_cent: bool = False) -> pd.DataFrame:
    """Return the additions to a trend that a survey could see or not.

    Parameters
    ----------
    found : DataFrame
        From ``targets.target_values``.
    per_cent : bool
        Only those of indicators in per cent.
    """
    rows = found[found["mdc"].notna() & (found["added"] != 0)]
    if not per_cent:
        return rows
    return rows[[design.indicators.get(name).unit == "%" for name in rows["indicator"]]]


def listed_states(codes: Sequence[str]) -> str:
    """Return the names of states as they stand in a sentence."""
    return phrases.listed([state_name(code) for code in codes])


def of_indicators(design: Design, found: pd.DataFrame) -> dict[str, int | str]:
    """Return what the page says of indicators and targets, by the name of its fact."""
    tested, drawn = additions(design, found), additions(design, found, per_cent=True)
    kinds = [item.baseline.kind for item in design.indicators.indicators]
    verdicts = found["detectable"].tolist()
    seen = int((tested["detectable"] == "yes").sum())
    return {
        "indicators-survey-tests": len(tested),
        "indicators-visible-of": phrases.out_of(seen, len(tested)),
        "indicators-unseen": len(tested) - seen,
        "indicators-drawn": len(drawn),
        "indicators-drawn-visible": phrases.word(int((drawn["detectable"] == "yes").sum())),
        "indicators-trend-alone": verdicts.count("the trend alone"),
        "indicators-keep-place": verdicts.count("keeps its place"),
        "indicators-inception": kinds.count("inception"),
        "indicators-zero": kinds.count("zero"),
    }


def of_detectability(plan: Baselines) -> dict[str, float]:
    """Return significance and power (%), by the name of the fact."""
    settings = plan.detectability
    return {"indicators-significance": 100 * settings.significance,
            "indicators-power": 100 * settings.power}  # fmt: skip


def survey_doubts(design: Design, quality: pd.DataFrame) -> pd.Series:
    """Return how many indicators from official surveys meet a criterion only in part.

    Parameters
    ----------
    quality : DataFrame
        From ``indicators.quality_table``.
    """
    own = [i.id for i in design.indicators.indicators if i.baseline.kind == "data"]
    return (quality.loc[own] == "partly").sum().drop("Remark")
