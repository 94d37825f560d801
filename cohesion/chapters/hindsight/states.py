"""What became of the states: the mission's year and the latest one of every series, side by side.

Series that the catalogue does not declare comparable stand in rows of their own and are never
joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats
from cohesion.chapters.correlation.plan_later import StatesSince
from cohesion.chapters.hindsight.placebo import Result
from cohesion.charts import panels, placebos
from cohesion.publishing.claims import Claim, chance, count, within
from cohesion.tables import editions
from cohesion.tables.geography import NATION, STATE_CODES, state_name
from cohesion.tables.store import Selection, select

#: The mission's year; a series that begins later starts with its first year.
START = 2010
#: The two states of the real programme: Oaxaca and San Luis Potosí.
CHOSEN = ("20", "24")


@dataclass(frozen=True)
class Series:
    """One row: a series of one edition (or of editions that may be compared).

    Attributes
    ----------
    parts : tuple of str
        Indicators that are added up.
    per, factor : what a count is divided by, and times what it is written.
    window : years that are summed at either end.
    among : years that may be taken; empty for all.
    better : the direction that is better for people.
    """

    sector: str
    label: str
    parts: tuple[str, ...]
    edition: str | None = None
    per: str | None = None
    per_edition: str | None = None
    factor: float = 1.0
    window: int = 1
    digits: int = 1
    among: tuple[int, ...] = ()
    better: str = "lower"


def _coneval(sector: str, label: str, indicator: str, digits: int = 1) -> tuple[Series, ...]:
    return tuple(
        Series(sector, label, (indicator,), edition, digits=digits)
        for edition in ("coneval_2008_2018", "coneval_2016_2022")
    )


ROWS: tuple[Series, ...] = (
    *_coneval("Social development", "Poverty (%)", "poverty"),
    *_coneval("Social development", "Extreme poverty (%)", "extreme_poverty"),
    *_coneval("Social development", "No basic services (%)", "deprivation_services"),
    *_coneval("Basic health", "No access to health services (%)", "deprivation_health"),
    Series("Basic health", "Maternal deaths per 100 000 births", ("maternal_deaths_registered",),
           per="births_estimated", per_edition="conapo_2023", factor=1e5, window=3, digits=0),
    *_coneval("Social care", "No social security (%)", "deprivation_social_security"),
    *_coneval("Cohesion", "Gini coefficient of income", "gini_income", 3),
    Series("Cohesion", "Trust in neighbours (%)", ("trust_neighbours",), better="higher"),
    Series("Cohesion", "Turnout, midterm elections (%)", ("turnout_federal_deputies",),
           among=(2009, 2015), better="higher"),
    Series("Security", "Homicides per 100 000 people", ("homicides_residence",),
           per="population_midyear", per_edition="conapo_2023", factor=1e5),
    Series("Security", "Adults who feel unsafe (%)", ("perception_insecure",)),
    Series("Justice", "Unreported crime (%)", ("unreported_crime",)),
    Series("Justice", "Over four hours to report (%)", ("mp_time_over_4h",)),
    Series("Justice", "Bad treatment when reporting (%)",
           ("mp_treatment_bad", "mp_treatment_very_bad")),
)  # fmt: skip
#: A year counts where so many states have a figure.
MINIMUM_STATES = 30


def by_year(row: Series) -> tuple[pd.DataFrame, list[Selection]]:
    """Return nation and states × years of a row, from the years of the mission on.

    Each column is the last year of its window. Years whose editions may not be compared with the
    last one are left out.
    """
    used, total = [], None
    for name in row.parts:
        chosen = _comparable(name, row.edition)
        used.append(chosen)
        table = _wide(chosen, name)
        total = table if total is None else total + table
    if row.per:
        base = select(row.per, as_of=None, edition=row.per_edition)
        used.append(base)
        base = _wide(base, row.per)
        shared = [year for year in total if year in base]
        total, base = total[shared], base[shared]
        if row.window > 1:
            total = total.T.rolling(row.window).sum().T
            base = base.T.rolling(row.window).sum().T
        total = row.factor * total / base
    enough = total.loc[list(STATE_CODES)].notna().sum() >= MINIMUM_STATES
    years = [
        year
        for year in total.columns[enough]
        if year in row.among or (not row.among and year >= START)
    ]
    found = total[years]
    return found.set_axis([int(year) for year in years], axis=1), used


def _comparable(name: str, edition: str | None) -> Selection:
    """Return one edition, or all years that may be compared with the last one."""
    if edition:
        return select(name, as_of=None, edition=edition)
    whole = select(name, as_of=None, apart=True)
    states = whole.frame[whole.frame[whole.unit] != NATION]
    last = states.sort_values("year")["edition"].iloc[-1]
    pairs = states[["year", "edition"]].drop_duplicates()
    years = [
        int(year)
        for year, other in pairs.itertuples(index=False)
        if editions.are_comparable(name, {last, other})
    ]
    return select(name, years=sorted(set(years)), as_of=None)


def _wide(chosen: Selection, name: str) -> pd.DataFrame:
    frame = chosen.frame[chosen.frame["indicator"] == name]
    table = frame.pivot(index=chosen.unit, columns="year", values="value")
    return table.reindex([NATION, *STATE_CODES])


@dataclass(frozen=True)
class Since:
    """The ends of every row.

    Attributes
    ----------
    ends : DataFrame
        One row per (row number, unit): first, last (figures), year_first, year_last.
    years : list of DataFrame
        The series of every row, nation and states × years.
    sources : list of Selection
    """

    ends: pd.DataFrame
    years: list[pd.DataFrame]
    sources: list[Selection]


def since(rows: Sequence[Series] = ROWS) -> Since:
    """Return the first and the last figure of every row, for the nation and each state."""
    parts, years, used = [], [], []
    for number, row in enumerate(rows):
        table, chosen = by_year(row)
        used += chosen
        years.append(table)
        first, last = table.columns[0], table.columns[-1]
        part = pd.DataFrame({"first": table[first], "last": table[last]})
        parts.append(part.assign(row=number, year_first=int(first), year_last=int(last)))
    return Since(pd.concat(parts), years, used)


def ends_table(found: Since, proposed: Sequence[str]) -> pd.DataFrame:
    """Return the table of the page: one line per row, one column per state of interest."""
    named = [*dict.fromkeys([*proposed, *CHOSEN])]
    rest = [code for code in STATE_CODES if code not in named]
    lines = {}
    for number, row in enumerate(ROWS):
        part = found.ends[found.ends["row"] == number]
        years = part.iloc[0]
        line = {"Mexico": _pair(part.loc[NATION], row.digits)}
        for code in named:
            line[state_name(code)] = _pair(part.loc[code], row.digits)
        line["Median of the others"] = _pair(part.loc[rest, ["first", "last"]].median(), row.digits)
        ends = (_span(int(years[f"year_{side}"]), row) for side in ("first", "last"))
        label = f"{row.label}, {' → '.join(ends)}"
        lines[(row.sector, label)] = line
    frame = pd.DataFrame.from_dict(lines, orient="index")
    frame.index = pd.MultiIndex.from_tuples(frame.index, names=["Field", "Series, first → last"])
    return frame.reset_index("Field")


def _span(year: int, row: Series) -> str:
    return str(year) if row.window == 1 else f"{year - row.window + 1}–{year}"


def _pair(ends: pd.Series, digits: int) -> str:
    first, last = (
        "–" if np.isnan(ends[side]) else formats.number(ends[side], digits)
        for side in ("first", "last")
    )
    return f"{first} → {last}"


def facts(found: Since) -> pd.DataFrame:
    """Return the facts of the page: the ends of what the text names, for the two states."""
    lines = []
    for stem, label, edition in (
        ("poverty", "Poverty (%)", "coneval_2008_2018"),
        ("poverty-late", "Poverty (%)", "coneval_2016_2022"),
        ("health", "No access to health services (%)", "coneval_2008_2018"),
        ("health-late", "No access to health services (%)", "coneval_2016_2022"),
        ("homicide", "Homicides per 100 000 people", None),
    ):
        number = index_of(label, edition)
        part = found.ends[found.ends["row"] == number]
        for code, name in ((NATION, "mexico"), ("20", "oaxaca"), ("24", "slp")):
            for side in ("first", "last"):
                lines.append(
                    {
                        "name": f"since-{stem}-{name}-{side}",
                        "value": float(part.at[code, side]),
                        "unit": "%" if label.endswith("(%)") else "",
                    }
                )
        for side in ("first", "last"):
            year = int(part[f"year_{side}"].iloc[0])
            lines.append({"name": f"since-{stem}-{side}-year", "value": str(year), "unit": ""})
    return pd.DataFrame(lines)


def index_of(label: str, edition: str | None = None) -> int:
    """Return the place of a row in :data:`ROWS`."""
    return next(
        number
        for number, row in enumerate(ROWS)
        if row.label == label and edition in (None, row.edition)
    )


def claims(found: Since, tests: pd.DataFrame, plan: StatesSince) -> dict[str, Claim]:
    """Return what the page concludes."""
    return (
        _of_placebos(tests, plan)
        | _of_what_moved_before(tests)
        | _of_health(found)
        | _of_homicide_and_poverty(found)
    )


def _change(found: Since, label: str, edition: str | None = None) -> pd.Series:
    """Return by unit how far an outcome moved from its first year to its last."""
    part = found.ends[found.ends["row"] == index_of(label, edition)]
    return part["last"] - part["first"]


def _of_placebos(tests: pd.DataFrame, plan: StatesSince) -> dict[str, Claim]:
    """Return that no outcome stands out of the placebos, and how coarse these are."""
    ratio = tests.set_index("label")["estimate"] / tests.set_index("label")["width"]
    points = {"low": -100, "high": 100}
    return {
        "since-none-apart": Claim(
            "no outcome is clear after Holm", "smallest >= 0.05",
            {"smallest": chance(tests["p_holm"].min())},
        ),
        "since-inside": Claim(
            "every mean difference lies inside the range that holds 95 % of the placebo pairs",
            "all(abs(ratio) <= 1)", {"ratio": within(ratio, -10, 10)},
        ),
        "since-coarse": Claim(
            "for poverty 95 % of the placebos span more than five points either way", "width > 5",
            {"width": within(tests.at["poverty", "width"], 0, 100)},
        ),
        "since-opposite": Claim(
            "the two states lie on either side of their comparison in poverty",
            "oaxaca > 0 and slp < 0",
            {"oaxaca": within(tests.at["poverty", plan.treated[0]], **points),
             "slp": within(tests.at["poverty", plan.treated[1]], **points)},
        ),
    }  # fmt: skip


def _of_what_moved_before(tests: pd.DataFrame) -> dict[str, Claim]:
    """Return that one outcome moved apart before the programme already."""
    tried = tests.dropna(subset=["earlier_p"]).set_index("label")
    points = {"low": -100, "high": 100}
    return {
        "since-health-before": Claim(
            "access to health services is the only outcome that already moved apart before, and in "
            "the same direction",
            "smallest(p) == 'No access to health services' and lowest < 0.05 and second >= 0.05 "
            "and before < 0 and after < 0",
            {"p": chance(tried["earlier_p"]), "lowest": chance(tried["earlier_p"].min()),
             "second": chance(tried["earlier_p"].sort_values().iloc[1]),
             "before": within(tests.at["health", "earlier"], **points),
             "after": within(tests.at["health", "estimate"], **points)},
        ),
    }  # fmt: skip


def _of_health(found: Since) -> dict[str, Claim]:
    """Return that access to health services was lost everywhere."""
    late = _change(found, "No access to health services (%)", "coneval_2016_2022")
    rose = int((late[list(STATE_CODES)] > 0).sum())
    return {
        "since-health-lost": Claim(
            "the share without access to health services rose in every state between 2016 and 2022",
            "rose == 32", {"rose": count(rose, of=32)},
        ),
    }  # fmt: skip


def _of_homicide_and_poverty(found: Since) -> dict[str, Claim]:
    """Return how the two states went different ways."""
    killed = _change(found, "Homicides per 100 000 people")
    poverty = _change(found, "Poverty (%)", "coneval_2008_2018")
    points = {"low": -100, "high": 100}
    return {
        "since-homicide": Claim(
            "between 2010 and 2022 the homicide rate rose in San Luis Potosí by more than in the "
            "nation and stayed within one in Oaxaca",
            "slp > nation and nation > 0 and abs(oaxaca) < 1",
            {"nation": within(killed[NATION], -200, 200), "oaxaca": within(killed["20"], -200, 200),
             "slp": within(killed["24"], -200, 200)},
        ),
        "since-poverty-split": Claim(
            "poverty fell by more than five points in San Luis Potosí and by less than two in "
            "Oaxaca between 2010 and 2018", "slp < -5 and abs(oaxaca) < 2",
            {"slp": within(poverty["24"], **points), "oaxaca": within(poverty["20"], **points)},
        ),
    }  # fmt: skip


#: The small charts: title → rows of :data:`ROWS` (label, editions).
CHARTS = {
    "Poverty (%)": "Poverty (%)",
    "No access to health services (%)": "No access to health services (%)",
    "No basic services (%)": "No basic services (%)",
    "Homicides per 100 000": "Homicides per 100 000 people",
    "Trust in neighbours (%)": "Trust in neighbours (%)",
    "Unreported crime (%)": "Unreported crime (%)",
}
NAMES = {NATION: "Mexico", "20": "Oaxaca", "24": "San Luis Potosí"}
COLOURS = {NATION: "ink", "20": "orange", "24": "blue"}
#: The agreement of November 2013, as a point on the axis of years.
AGREEMENT = 2013.9


def figure(found: Since) -> Figure:
    """Draw the series of :data:`CHARTS`; series that are not comparable are not joined."""
    charts = {
        title: [found.years[n] for n, row in enumerate(ROWS) if row.label == label]
        for title, label in CHARTS.items()
    }
    return panels.named_lines(charts, NAMES, COLOURS, mark=AGREEMENT)


def placebo_figure(tested: Result) -> Figure:
    """Draw the estimate of every outcome among its placebos."""
    frame = tested.frame.set_index("label")
    marks = {tested.frame.at[name, "label"]: test.placebos for name, test in tested.tests.items()}
    return placebos.among_placebos(
        frame["estimate"].to_dict(),
        marks,
        frame["width"].to_dict(),
        "difference, as a share of what 95 % of placebos span",
    )
