"""Basic health by figures that came out after the day of the book, and the numbers of that page."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion.chapters.health import quantity
from cohesion.publishing import frames
from cohesion.tables.geography import NATION
from cohesion.tables.store import Selection

#: What two editions of the population estimates say of one year: row of the table → indicator.
ESTIMATED = {
    "Infant mortality (per 1 000)": "infant_mortality",
    "Life expectancy (years)": "life_expectancy",
    "Fertility (children per woman)": "fertility_total",
}
MATERNAL = "Maternal deaths per 100 000 births"


def of_nation(selection: Selection) -> pd.DataFrame:
    """Return the nation's rows of a selection by year."""
    return selection.frame[selection.frame["state_code"] == NATION].set_index("year")


def editions(chosen: Mapping[int, Selection], deaths: Selection) -> pd.DataFrame:
    """Return what each edition says of 2010, maternal mortality over its births last.

    Parameters
    ----------
    chosen : mapping
        Year of the edition → its figures, ``births_estimated`` among them.
    deaths : Selection
        Registered maternal deaths.
    """
    died = deaths.nation("maternal_deaths_registered", 2010)
    columns = {
        f"Edition {year}": {label: one.nation(key, 2010) for label, key in ESTIMATED.items()}
        | {MATERNAL: 1e5 * died / one.nation("births_estimated", 2010)}
        for year, one in chosen.items()
    }
    return pd.DataFrame(columns).rename_axis("Mexico, 2010")


def popular(survey: Selection) -> pd.Series:
    """Return the share affiliated to Seguro Popular by group, per cent of the nation (2015)."""
    nation = survey.frame[survey.frame["state_code"] == NATION]
    persons = nation.pivot(index="group", columns="indicator", values="value")
    return 100 * persons["health_seguro_popular"] / persons["population_survey_2015"]


def access_facts(nation: pd.DataFrame) -> pd.DataFrame:
    """Return the share without access in some years, and its least (by year: ``value``)."""
    value = nation["value"]
    shares = {f"hindsight-health-{year}": value[year] for year in (2010, 2012, 2018, 2020, 2022)}
    least = {"hindsight-health-least": value.min()}
    return frames.joined(
        frames.rows(shares | least, unit="%", digits=1),
        frames.rows({"hindsight-health-least-year": str(value.idxmin())}, digits=1),
    )


def edition_facts(
    table: pd.DataFrame, chosen: Mapping[int, Selection], maternal: object, infant: object
) -> pd.DataFrame:
    """Return infant and maternal mortality of 2010 by edition, and maternal mortality as published.

    Parameters
    ----------
    table, chosen
        As :func:`editions` gives and takes them.
    maternal, infant
        What each rests on.
    """
    official = {"hindsight-maternal-official": quantity("maternal_ratio_official_2010")}
    ratios = {f"hindsight-maternal-{year}": table.at[MATERNAL, f"Edition {year}"]
              for year in chosen}  # fmt: skip
    deaths = {f"hindsight-infant-{year}": one.nation("infant_mortality", 2010)
              for year, one in chosen.items()}  # fmt: skip
    return frames.joined(
        frames.rows(official, digits=1, source="programme/health.yml"),
        frames.rows(ratios, digits=1, source=maternal),
        frames.rows(deaths, digits=1, source=infant),
    )


def maternal_facts(rate: pd.Series) -> pd.DataFrame:
    """Return maternal mortality at the start, before the pandemic and at its peak (by year)."""
    return frames.rows({
        "hindsight-maternal-start": rate.iloc[0], "hindsight-maternal-2019": rate[2019],
        "hindsight-maternal-peak": rate.loc[2020:2021].max(),
    }, digits=1)  # fmt: skip
