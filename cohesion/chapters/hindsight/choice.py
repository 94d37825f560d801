"""The choice of states as of another day: the declared rule on the figures of that day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cohesion import phrases
from cohesion.chapters.hindsight import days
from cohesion.chapters.selection import data, evidence, robustness, rule, run, scoring
from cohesion.chapters.selection.rule import Indicator, SelectionPlan
from cohesion.chapters.selection.tables import names_or_none
from cohesion.chapters.series import UNITS, Candidate
from cohesion.publishing import frames
from cohesion.tables import catalogue, vintage
from cohesion.tables.geography import NATION, STATE_CODES, STATES, state_name
from cohesion.tables.store import Selection

#: Years that a transform needs before the reference year.
SPANS = {"none": (0,), "mean_of_3_years": (0, 1, 2), "change_since_2007": (0, 3)}


@dataclass(frozen=True)
class Choice:
    """The choice as of a day.

    Attributes
    ----------
    day : date
    proposed : tuple of str
        State codes in the order of the rule.
    ranks, top4 : Series
        By state code: rank by declared score (NaN: not eligible), probability of the first four.
    excluded : tuple of str
        States that a gate excludes although their score is among the first four of all.
    years : dict of int
        The reference year of each indicator of the rule; those from the desk are left out.
    sources : list
    """

    day: datetime.date
    proposed: tuple[str, ...]
    ranks: pd.Series
    top4: pd.Series
    excluded: tuple[str, ...]
    years: dict[str, int]
    sources: list


def plan_of_draws(settings: days.TimeMachine) -> SelectionPlan:
    """Return the declared rule with the draws of the time machine."""
    plan = rule.load_plan()
    fewer = {"draws": settings.draws, "data_replicates": settings.data_replicates}
    return plan.model_copy(update={"robustness": plan.robustness.model_copy(update=fewer)})


def figures_of(
    plan: SelectionPlan, day: datetime.date, later_base: dict[str, str]
) -> tuple[data.Figures, dict[str, int]]:
    """Return the figures of the rule as of a day, and their reference years.

    On the day of the mission edition they are those of the declared rule, year by year as it names
    them; later the rule of :mod:`cohesion.chapters.hindsight.days` finds the years. The change of
    homicide rates is over three years on every day.
    """
    if day == vintage.as_of():
        found = data.gather(plan)
        return found, {i.id: i.year for i in plan.indicators if found.used[i.id]}
    desk = evidence.desk_evidence()
    values, errors, used, sources, years = {}, {}, {}, [], {}
    for item in plan.indicators:
        empty = pd.Series(np.nan, index=UNITS)
        values[item.id], errors[item.id], used[item.id] = empty, empty * 0, ""
        for candidate in item.candidates:
            if candidate.id in desk:
                values[item.id] = desk[candidate.id].reindex(UNITS)
                used[item.id] = candidate.id
                sources.append("programme/desk_evidence.yml")
                break
            made = _figure(item, candidate, day, later_base)
            if made is not None:
                values[item.id], errors[item.id], years[item.id], chosen = made
                used[item.id] = candidate.id
                sources += chosen
                break
    table, se = pd.DataFrame(values), pd.DataFrame(errors).fillna(0.0)
    codes = list(STATE_CODES)
    found = data.Figures(
        table.loc[codes], se.loc[codes], table.loc[NATION], pd.Series(used), sources
    )
    return found, years


def _figure(
    item: Indicator, candidate: Candidate, day: datetime.date, later_base: dict[str, str]
) -> tuple[pd.Series, pd.Series, int, list[Selection]] | None:
    span = SPANS[item.transform]
    known = candidate.id in catalogue.indicators().index
    top = days.reference(candidate.id, day, span=span) if known else None
    if top is None:
        return None
    if candidate.per is None:
        table, chosen = days.figures(top)
        return table[top.year], days.errors(chosen)[top.year], top.year, [chosen]
    base = days.reference(later_base.get(candidate.per, candidate.per), day, span=span)
    year = min(top.year, base.year)
    wanted = [year - step for step in span]
    events, first = days.figures(top, wanted)
    people, second = days.figures(base, wanted)
    if item.transform == "mean_of_3_years":
        rate = events.sum(axis=1, skipna=False) / people.sum(axis=1, skipna=False)
        error = np.sqrt(events.sum(axis=1)) / people.sum(axis=1)
    else:
        each = events / people
        variance = events / people**2
        rate = each[year] - each[year - 3] if len(span) > 1 else each[year]
        error = np.sqrt(variance.sum(axis=1))
    return candidate.factor * rate, candidate.factor * error, year, [first, second]


def choose(plan: SelectionPlan, figures: data.Figures) -> tuple[scoring.Choice, pd.DataFrame]:
    """Apply the declared rule to figures: the choice, and rank, total and top4 of each state.

    The steps are those of :func:`cohesion.chapters.selection.run.evaluate`.
    """
    scores = data.declared_scores(plan, figures)
    need = scoring.block_scores(scores, plan.weights, plan.block("need"))
    eligible = data.gate_results(plan, figures, need).all(axis=1)
    totals = pd.Series(
        scoring.aggregate(scores.to_numpy(), plan.weights.to_numpy(), plan.aggregation),
        index=scores.index,
    )
    ranks = run.monte_carlo(plan, data.problem(plan, figures, eligible))
    table = robustness.rank_table(ranks, STATE_CODES)
    table["total"], table["eligible"] = totals, eligible
    table["rank"] = scoring.ranks(
        totals.to_numpy(), eligible.to_numpy(), plan.decision.tie_tolerance
    )
    return scoring.decide(totals, eligible, table["top4"], plan.decision), table


def as_of(plan: SelectionPlan, day: datetime.date, later_base: dict[str, str]) -> Choice:
    """Return the choice of states as of a day."""
    figures, years = figures_of(plan, day, later_base)
    choice, table = choose(plan, figures)
    first = table["total"].sort_values(ascending=False, kind="stable").index[:4]
    return Choice(
        day,
        choice.proposed,
        table["rank"].where(table["eligible"]),
        table["top4"],
        tuple(code for code in first if not table.at[code, "eligible"]),
        years,
        [run.SOURCE, *figures.sources],
    )


def table(choices: Sequence[Choice], names: pd.Series) -> pd.DataFrame:
    """Return the rank of every state that is proposed on some day, and of the two chosen ones."""
    wanted = [*dict.fromkeys([c for choice in choices for c in choice.proposed] + ["20", "24"])]
    columns = {}
    for choice in choices:
        cells = {}
        for code in wanted:
            rank = choice.ranks[code]
            text = "gate" if np.isnan(rank) else f"{int(rank)}"
            cells[names[code]] = f"{text} ✓" if code in choice.proposed else text
        columns[f"{choice.day:%B %Y}"] = cells
    return pd.DataFrame(columns).rename_axis("State")


def place_words(place: float, eligible: bool) -> str:
    """Return a place among the eligible states in words; a state that is not one has none."""
    return phrases.ordinal(int(place)) if eligible else "not among the"


def standing_facts(table: pd.DataFrame, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Return where states stand by the declared rule, as facts.

    Parameters
    ----------
    table : DataFrame
        By state code: ``rank``, ``total``, ``top4`` (see ``run.Result``).
    chosen : mapping
        What stands in the name of the fact → state code.
    """
    made = []
    for name, code in chosen.items():
        row, stem = table.loc[code], f"hindsight-{name}"
        place = frames.rows({f"{stem}-place": int(row["rank"])}, digits=1)
        made += [
            place.assign(text=place_words(row["rank"], eligible=True)),
            frames.rows({f"{stem}-score": row["total"]}, digits=1),
            frames.rows({f"{stem}-top4": 100 * row["top4"]}, unit="%"),
        ]
    return frames.joined(*made)


#: How many of the proposed states stay, as a sentence begins with it.
STAY = ("None", "One", "Two", "Three", "All four")


def move_facts(table: pd.DataFrame, move: pd.Series) -> pd.DataFrame:
    """Return what San Luis Potosí would have needed by the declared rule.

    Parameters
    ----------
    table : DataFrame
        By state code: ``eligible``, ``rank_need``.
    move : Series
        Of San Luis Potosí: ``move``, the share of weight, and ``replaces``, the state it reaches.
    """
    return frames.joined(
        frames.rows({"hindsight-eligible": int(table["eligible"].sum()),
                     "hindsight-slp-need": int(table.at["24", "rank_need"])}),
        frames.rows({"hindsight-slp-move": 100 * move["move"]}, unit="%"),
        frames.rows({"hindsight-slp-level": state_name(move["replaces"])}, digits=1),
    )  # fmt: skip


def two_table(result: run.Result, codes: Sequence[str]) -> pd.DataFrame:
    """Return the scores of states by criterion, those criteria left out that are equal for all."""
    shown = result.scores.loc[list(codes)].rename(columns=result.plan.labels)
    shown = shown.loc[:, shown.nunique() > 1].T
    shown.columns = STATES.loc[list(codes), "name_en"]
    return shown.rename_axis("Criterion score, 0–100")


def kept_later(result: run.Result, later: run.Result) -> list[str]:
    """Return the proposed states that later figures leave eligible and among the first four."""
    first = later.table["rank"].le(4) & later.table["eligible"]
    return [code for code in result.choice.proposed if first[code]]


def gated_later(result: run.Result, later: run.Result) -> list[str]:
    """Return the proposed states that the gate of violence excludes with later figures."""
    return [code for code in result.choice.proposed if not later.gates.at[code, "violence"]]


def later_facts(result: run.Result, later: run.Result) -> pd.DataFrame:
    """Return what the declared rule says with the figures of two years later."""
    kept, out, slp = kept_later(result, later), gated_later(result, later), later.table.loc["24"]
    words = frames.rows({"hindsight-later-kept": len(kept),
                         "hindsight-later-slp": int(slp["rank"])}, digits=1)  # fmt: skip
    return frames.joined(
        words.assign(text=[STAY[len(kept)], place_words(slp["rank"], slp["eligible"])]),
        frames.rows({"hindsight-later-eligible": int(later.table["eligible"].sum()),
                     "hindsight-later-kept-names": names_or_none(result, kept)}),
        frames.rows({"hindsight-later-out": names_or_none(later, out)}, digits=1),
    )  # fmt: skip


def later_table(result: run.Result, later: run.Result, number: int) -> pd.DataFrame:
    """Return the first states by figures of two years later, with their rank of the mission."""
    first = later.table[later.table["eligible"]].sort_values("total", ascending=False).head(number)
    before = result.table.loc[first.index]
    columns = {
        "Score, figures of 2012": first["total"], "Rank, figures of 2012": first["rank"],
        "Rank, mission edition": before["rank"].where(before["eligible"]),
    }  # fmt: skip
    return pd.DataFrame(columns).set_index(pd.Index(first["name"], name="State"))


def stay_with_evidence(result: run.Result, compared: pd.DataFrame) -> list[str]:
    """Return the proposed states that stay first however the empty criteria are filled later."""
    ranks = compared.xs("Rank", axis=1, level=1)
    names = result.table["name"]
    return [code for code in result.choice.proposed if (ranks.loc[names[code]] <= 4).all()]


def evidence_facts(result: run.Result, stay: Sequence[str]) -> pd.DataFrame:
    """Return how many of the proposed states stay with the evidence of later years, and which."""
    kept = {"hindsight-later-evidence-kept": STAY[len(stay)]}
    named = {"hindsight-later-evidence-names": names_or_none(result, stay)}
    return frames.joined(frames.rows(kept, digits=1), frames.rows(named))


def best_case(result: run.Result, code: str) -> tuple[float, int]:
    """Return the weight of the criteria without figures, and a state's best place through them.

    Returns
    -------
    float
        Weight, per cent: criteria that are equal for all states.
    int
        Place if all of them spoke for the state, half of the scale more, and for no other.
    """
    table, plan = result.table, result.plan
    empty = [c.id for c in plan.criteria if result.scores[c.id].nunique() == 1]
    weight = plan.weights[empty].sum()
    lifted = table["total"].copy()
    lifted[code] += 50 * weight
    return 100 * weight, 1 + int((lifted[table["eligible"]] > lifted[code]).sum())


def best_case_facts(weight: float, place: int) -> pd.DataFrame:
    """Return what :func:`best_case` found of San Luis Potosí."""
    words = frames.rows({"hindsight-slp-best": place}, digits=1)
    return frames.joined(
        frames.rows({"hindsight-evidence-weight": weight}, unit="%"),
        words.assign(text=f"the {phrases.ordinal(place)} place"),
    )
