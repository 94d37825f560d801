"""One year, two editions: how far a revision alone moves a figure, an order and a conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cohesion import formats
from cohesion.chapters.hindsight import choice, days, time_machine
from cohesion.chapters.selection import data, scoring
from cohesion.chapters.selection.rule import SelectionPlan
from cohesion.publishing.claims import Claim, coefficient, count, within
from cohesion.tables.geography import NATION, STATE_CODES, STATES
from cohesion.tables.store import Selection


@dataclass(frozen=True)
class Pair:
    """One quantity of one year in two editions; ``later`` may have an id of its own."""

    label: str
    year: int
    first: tuple[str, str]
    later: tuple[str, str]
    digits: int = 1
    factor: float = 1.0


def _coneval(label: str, indicator: str, first: str = "coneval_2011_12_states") -> Pair:
    return Pair(label, 2010, (indicator, first), (indicator, "coneval_2008_2018"))


def _split(label: str, indicator: str, digits: int = 1) -> Pair:
    return Pair(label, 2016, (indicator, "coneval_2008_2018"), (indicator, "coneval_2016_2022"),
                digits)  # fmt: skip


def _conapo(label: str, indicator: str, digits: int, factor: float = 1.0) -> Pair:
    return Pair(label, 2010, (indicator, "conapo_2012"), (indicator, "conapo_2023"), digits, factor)


PAIRS: tuple[Pair, ...] = (
    _coneval("Poverty (%)", "poverty", "coneval_2011_07_shares"),
    _coneval("Extreme poverty (%)", "extreme_poverty"),
    _coneval("No access to health services (%)", "deprivation_health"),
    _coneval("No social security (%)", "deprivation_social_security"),
    _coneval("No basic services (%)", "deprivation_services"),
    Pair("Homicides by place, registered", 2010,
         ("homicides_vintage2011", "inegi_homicides_mun_2011"),
         ("homicides_occurrence_reg", "inegi_homicides_cube_occurrence"), 0),
    Pair("Victims of crime, million", 2010, ("victims_announced", "envipe_2011"),
         ("victims", "envipe_2011_workbook"), 2, 1e-6),
    Pair("Crimes, million", 2010, ("crimes_announced", "envipe_2011"),
         ("crimes_declared", "envipe_2011_workbook"), 2, 1e-6),
    _conapo("Population, million", "population_midyear", 2, 1e-6),
    _conapo("Births, thousand", "births_estimated", 0, 1e-3),
    _conapo("Infant deaths per 1 000 births", "infant_mortality", 1),
    _split("Poverty (%)", "poverty"),
    _split("Extreme poverty (%)", "extreme_poverty"),
    _split("No access to health services (%)", "deprivation_health"),
    _split("No basic services (%)", "deprivation_services"),
    _split("Gini coefficient", "gini_income", 3),
)  # fmt: skip


def compared() -> tuple[pd.DataFrame, list[Selection]]:
    """Return every pair: nation in both editions, spread of the difference, ranks that move.

    Returns
    -------
    DataFrame
        label, year, digits, first, later (nation), least, most (difference over the states), moved
        (the largest number of ranks that a state moves), rho (rank correlation); NaN where only
        the nation is published in both.
    """
    rows, used = [], []
    for pair in PAIRS:
        sides = []
        for indicator, edition in (pair.first, pair.later):
            at = days.Reference(indicator, pair.year, edition, False)
            table, chosen = days.figures(at)
            used.append(chosen)
            sides.append(pair.factor * table[pair.year])
        first, later = sides
        gap = (later - first)[list(STATE_CODES)]
        ranks = [side[list(STATE_CODES)].rank() for side in sides]
        rows.append(
            {
                "label": pair.label,
                "year": pair.year,
                "digits": pair.digits,
                "first": first[NATION],
                "later": later[NATION],
                "least": gap.min(),
                "most": gap.max(),
                "moved": (ranks[0] - ranks[1]).abs().max(),
                "rho": ranks[0].corr(ranks[1]),
            }
        )
    return pd.DataFrame(rows), used


def revised_figures(plan: SelectionPlan) -> tuple[data.Figures, list[Selection]]:
    """Return the figures of the declared rule, with the latest edition of the same years.

    Only what has another edition of its year moves: poverty, rights, infant and maternal
    mortality, and the population under homicides.
    """
    found = data.gather(plan)
    values, nation, used = found.values.copy(), found.nation.copy(), []

    def level(indicator: str, edition: str, years: list[int]) -> pd.DataFrame:
        table, chosen = days.figures(days.Reference(indicator, years[-1], edition, False), years)
        used.append(chosen)
        return table

    for name in ("poverty", "extreme_poverty", "deprivation_health", "deprivation_social_security"):
        column = level(name, "coneval_2008_2018", [2010])[2010]
        values[name], nation[name] = column[list(STATE_CODES)], column[NATION]
    infant = level("infant_mortality", "conapo_2023", [2010])[2010]
    values["infant_mortality"] = infant[list(STATE_CODES)]
    years = [2008, 2009, 2010]
    died = level("maternal_deaths_registered", "inegi_maternal_deaths_2024", years)
    born = level("births_estimated", "conapo_2023", years)
    values["maternal_mortality"] = (1e5 * died.sum(axis=1) / born.sum(axis=1))[list(STATE_CODES)]
    both = [2007, 2010]
    killed = level("homicides_residence", "inegi_homicides_cube_residence", both)
    rate = 1e5 * killed / level("population_midyear", "conapo_2023", both)
    for name in ("homicide_need", "homicide_level"):
        values[name], nation[name] = rate[2010][list(STATE_CODES)], rate.at[NATION, 2010]
    values["homicide_rise"] = (rate[2010] - rate[2007])[list(STATE_CODES)]
    return data.Figures(values, found.se, nation, found.used, found.sources), used


def choices(plan: SelectionPlan) -> tuple[scoring.Choice, scoring.Choice, pd.DataFrame, list]:
    """Return the choice with the figures of the day and with revised ones, and both ranks.

    Returns
    -------
    Choice, Choice
    DataFrame
        By state code: ``day``, ``revised`` (ranks), ``shift`` (of the score, points).
    list of Selection
    """
    revised, used = revised_figures(plan)
    before, first = choice.choose(plan, data.gather(plan))
    after, second = choice.choose(plan, revised)
    table = pd.DataFrame(
        {
            "day": first["rank"],
            "revised": second["rank"],
            "shift": second["total"] - first["total"],
        }
    )
    return before, after, table, used


class Revised(time_machine.Book):
    """The figures of the mission's own years, each in the last edition that holds them."""

    def _base(self, name: str) -> str:
        return self.later_base.get(name, name)

    def _at(self, indicator: str, **options: Any) -> days.Reference:
        return days.revised(super()._at(indicator, **options), **options)


def summaries(own: time_machine.Book, revised: Revised) -> pd.DataFrame:
    """Return the facts of the summary with the figures of the day and with revised ones."""
    heads = {"As published": own, "Revised": revised}
    table = pd.DataFrame({head: time_machine.summary(book) for head, book in heads.items()})
    return table.rename_axis("Fact and year")


def fallen(own: time_machine.Book, revised: Revised) -> pd.Series:
    """Return, for each conclusion that holds with the figures of the day, whether it falls.

    Returns
    -------
    Series of bool
        By name of the claim.
    """
    before, after = (pd.Series(time_machine.verdicts(book)) for book in (own, revised))
    return ~after[before]


def verdicts_of_2016(judged: pd.DataFrame, distances: pd.DataFrame) -> pd.DataFrame:
    """Return each target of 2016 against both editions of that year.

    Parameters
    ----------
    judged, distances : DataFrame
        As :func:`cohesion.chapters.hindsight.indicators.judged` and ``observed`` give them.

    Returns
    -------
    DataFrame
        indicator, name, limit, first, second (distances in 2016), flips (bool).
    """
    second = distances[
        (distances["edition"] == "coneval_2016_2022") & (distances["year"] == 2016)
    ].set_index(["indicator", "unit"])["distance"]
    rows = judged[(judged["year"] == 2016) & (judged["distance"] > 0)]
    rows = rows.assign(second=[second[(r.indicator, r.unit)] for r in rows.itertuples()])
    flips = (rows["seen"] <= rows["limit"]) != (rows["second"] <= rows["limit"])
    return rows.assign(first=rows["seen"], flips=flips)[
        ["indicator", "unit", "name", "limit", "first", "second", "flips"]
    ]


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table of the page."""
    lines = {}
    for row in frame.itertuples():
        ends = (formats.signed(end, row.digits) for end in (row.least, row.most))
        alone = np.isnan(row.rho)  # the nation alone is published in both
        lines[f"{row.label}, {row.year}"] = {
            "First": formats.number(row.first, row.digits),
            "Later": formats.number(row.later, row.digits),
            "Difference": formats.signed(row.later - row.first, row.digits),
            "Over the states": "–" if alone else " to ".join(ends),
            "Ranks moved, most": "–" if alone else str(int(row.moved)),
            "Rank correlation": formats.number(row.rho, 3),
        }
    return pd.DataFrame.from_dict(lines, orient="index").rename_axis("Figure and year")


def choice_table(before: scoring.Choice, ranks: pd.DataFrame) -> pd.DataFrame:
    """Return rank and change of score of the proposed and the reserve states."""
    codes = [*before.proposed, *before.reserve]
    table = ranks.loc[codes].astype({"day": int, "revised": int})
    table.index = pd.Index(STATES.loc[codes, "name_en"], name="State")
    heads = {"day": "Figures of the day", "revised": "Revised", "shift": "Score moves by, points"}
    return table.rename(columns=heads).astype({"Figures of the day": str, "Revised": str})


def verdict_table(frame: pd.DataFrame, digits: dict[str, int]) -> pd.DataFrame:
    """Return the targets of 2016 under both editions, as a reader sees them."""
    rows = [
        {
            "No.": row.indicator,
            "State": row.name,
            "Target": formats.number(row.limit, digits[row.indicator]),
            "Series to 2018": formats.number(row.first, digits[row.indicator]),
            "Series from 2016": formats.number(row.second, digits[row.indicator]),
            "Verdict": "turns" if row.flips else "stays",
        }
        for row in frame.itertuples()
    ]
    return pd.DataFrame(rows).set_index("No.")


def claims(
    frame: pd.DataFrame,
    before: scoring.Choice,
    after: scoring.Choice,
    verdicts: pd.DataFrame,
    conclusions: pd.Series,
) -> dict[str, Claim]:
    """Return what the page concludes.

    Parameters
    ----------
    conclusions : Series of bool
        As :func:`fallen` gives them.
    """
    early = frame[frame["year"] == 2010].set_index("label")
    return (
        _of_the_nation(early)
        | _of_health(early)
        | _of_deaths_and_victims(early)
        | _of_results(before, after, verdicts, conclusions)
    )


def _of_the_nation(early: pd.DataFrame) -> dict[str, Claim]:
    """Return how far national shares and the order of the states moved."""
    shares = early[early.index.str.endswith("(%)")]
    others = early.drop(index="Infant deaths per 1 000 births")
    return {
        "revisions-nation": Claim(
            "no national share of 2010 moves by more than three points", "largest < 3",
            {"largest": within((shares["later"] - shares["first"]).abs().max(), 0, 100)},
        ),
        "revisions-order": Claim(
            "infant mortality aside, the rank correlation of every pair of 2010 is above 0.98",
            "lowest > 0.98", {"lowest": coefficient(others["rho"].min())},
        ),
    }  # fmt: skip


def _of_health(early: pd.DataFrame) -> dict[str, Claim]:
    """Return the two indicators of health that were revised most."""
    health = early.loc["No access to health services (%)"]
    infant = early.loc["Infant deaths per 1 000 births"]
    return {
        "revisions-health": Claim(
            "in every state lack of access to health services of 2010 was revised down, in some by "
            "more than four points", "most < 0 and least < -4",
            {side: within(health[side], -100, 100) for side in ("most", "least")},
        ),
        "revisions-infant": Claim(
            "in infant mortality of 2010 some state moves by more than twenty ranks, and the rank "
            "correlation is below 0.6", "moved > 20 and rho < 0.6",
            {"moved": count(int(infant["moved"]), of=31), "rho": coefficient(infant["rho"])},
        ),
    }  # fmt: skip


def _of_deaths_and_victims(early: pd.DataFrame) -> dict[str, Claim]:
    """Return that homicides, victims and crimes of 2010 were revised up."""
    killed = early.loc["Homicides by place, registered"]
    survey = early.loc[["Victims of crime, million", "Crimes, million"]]
    grown = 100 * (survey["later"] / survey["first"] - 1)
    return {
        "revisions-homicides": Claim(
            "the later file holds more homicides of 2010, by less than four per cent",
            "first < later and later < 1.04 * first",
            {"first": within(killed["first"], 0, 1e5), "later": within(killed["later"], 0, 1e5)},
        ),
        "revisions-victims": Claim(
            "victims and crimes of 2010 were both revised up, by less than three per cent",
            "least > 0 and most < 3",
            {"least": within(grown.min(), -100, 100), "most": within(grown.max(), -100, 100)},
        ),
    }  # fmt: skip


def _of_results(
    before: scoring.Choice, after: scoring.Choice, verdicts: pd.DataFrame, conclusions: pd.Series
) -> dict[str, Claim]:
    """Return that proposal, conclusions and verdicts stand with revised figures."""
    return {
        "revisions-choice": Claim(
            "with revised figures of the same years the same states are proposed",
            "shared == number and number == revised",
            {"shared": count(len(set(before.proposed) & set(after.proposed)), of=32),
             "number": count(len(before.proposed), of=32),
             "revised": count(len(after.proposed), of=32)},
        ),
        "revisions-conclusions": Claim(
            "of the conclusions that can be asked of other figures none falls with revised ones of "
            "the same years", "fell == 0 and number > 10",
            {"fell": count(int(conclusions.sum()), of=len(conclusions)),
             "number": count(len(conclusions), of=99)},
        ),
        "revisions-verdicts": Claim(
            "no verdict on a target of 2016 turns with the edition", "turn == 0",
            {"turn": count(int(verdicts["flips"].sum()), of=len(verdicts))},
        ),
    }  # fmt: skip
