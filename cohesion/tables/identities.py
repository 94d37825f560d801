"""Sums that must hold in the official figures, whichever table they stand in.

A shifted row, swapped states or a slipped decimal point in a table breaks one of these, even
where every single cell still looks possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from cohesion.errors import DataError
from cohesion.tables.geography import NATION, STATE_CODES
from cohesion.tables.schema import UNIT_COLUMN


@dataclass(frozen=True)
class Identity:
    """``total`` equals the sum of ``parts`` (``constant`` stands for a total that is a number)."""

    parts: tuple[str, ...]
    total: str | None = None
    constant: float | None = None
    tolerance: float = 0.01


#: Sums over indicators, within one unit, year, sex, group and edition.
IDENTITIES: tuple[Identity, ...] = (
    Identity(("moderate_poverty", "extreme_poverty"), "poverty", tolerance=0.1),
    Identity(
        ("poverty", "vulnerable_deprivation", "vulnerable_income", "not_poor_not_vulnerable"),
        constant=100.0,
        tolerance=0.1,
    ),
    Identity(
        ("moderate_poverty_persons", "extreme_poverty_persons"), "poverty_persons", tolerance=5
    ),
    Identity(
        (
            "poverty_persons",
            "vulnerable_deprivation_persons",
            "vulnerable_income_persons",
            "not_poor_not_vulnerable_persons",
        ),
        "population_survey",
        tolerance=5,
    ),
)

#: Share (%) × population = persons.
SHARES: tuple[tuple[str, str, str], ...] = tuple(
    (share, f"{share}_persons", "population_survey")
    for share in (
        "poverty", "moderate_poverty", "extreme_poverty", "vulnerable_deprivation",
        "vulnerable_income", "not_poor_not_vulnerable", "deprivation_education",
        "deprivation_health", "deprivation_social_security", "deprivation_housing",
        "deprivation_services", "deprivation_food", "below_poverty_line", "below_extreme_line",
    )
)  # fmt: skip

#: Counts whose thirty-two states (with what is not specified) add up to the nation, and the share
#: of the nation that residents abroad or of unknown residence, listed nowhere, may take.
COUNTS: dict[str, float] = {
    "poverty_persons": 0.0,
    "extreme_poverty_persons": 0.0,
    "population_survey": 0.0,
    "deprivation_health_persons": 0.0,
    "population_midyear": 0.0,
    "population_census": 0.0,
    "homicides_residence": 0.0,
    "homicides_occurrence_reg": 0.0,
    "homicides_occurrence_occ": 0.0,
    "births_registered": 0.02,
    "infant_deaths_registered": 0.01,
    "maternal_deaths_registered": 0.01,
    "crimes_occurred": 0.003,
    "crime_cost_occurrence": 0.001,
    **dict.fromkeys(
        (
            "births_estimated", "population_adults", "population_3_plus", "population_vintage2011",
            "population_survey_2015", "afromexican_population", "indigenous_speakers",
            "crime_cost", "crimes_declared", "victims", "journalists_attacked",
            "gdp_constant_2018", "gdp_current", "homicides_by_sex", "homicides_vintage2011",
            "homicides_registering_entity", "health_affiliated", "health_not_affiliated",
            "health_imss", "health_issste", "health_seguro_popular", "illiterate_15_plus",
            "literate_15_plus", "persons_disappeared", "victims_extortion", "victims_femicide",
            "victims_homicide", "victims_kidnapping", "below_extreme_line_persons",
            "below_poverty_line_persons", "deprivation_education_persons",
            "deprivation_food_persons", "deprivation_food_quality_persons",
            "deprivation_housing_persons", "deprivation_services_persons",
            "deprivation_social_security_persons", "moderate_poverty_persons",
            "not_poor_not_vulnerable_persons", "vulnerable_deprivation_persons",
            "vulnerable_income_persons", "reported_assault_new", "reported_crime_new",
            "reported_extortion_new", "reported_family_violence_new", "reported_femicide_new",
            "reported_home_burglary_new", "reported_homicide_new", "reported_kidnapping_new",
            "reported_rape_new", "reported_robbery_new", "reported_vehicle_theft_new",
            "reported_assault_old", "reported_business_robbery_old", "reported_crime_old",
            "reported_extortion_old", "reported_home_burglary_old", "reported_homicide_old",
            "reported_kidnapping_old", "reported_negligent_homicide_old", "reported_rape_old",
            "reported_robbery_old", "reported_street_robbery_old", "reported_vehicle_theft_old",
            "entitlement_population", "entitled_health", "entitled_imss", "entitled_issste",
            "entitled_issste_state", "entitled_pemex_forces", "entitled_seguro_popular",
            "entitled_private", "entitled_other", "not_entitled_health",
            "entitlement_not_specified", "indigenous_speakers_5_plus", "transfer_total",
            "transfer_education", "transfer_health", "transfer_social_infrastructure",
            "transfer_social_infrastructure_state", "transfer_social_infrastructure_municipal",
            "transfer_multiple", "transfer_social_assistance", "transfer_school_building_basic",
            "transfer_school_building_higher", "transfer_municipal_strengthening",
            "transfer_technical_adult_education", "transfer_public_security",
            "transfer_state_strengthening",
        ),
        0.0,
    ),
}  # fmt: skip

#: Counts of which women and men add up to the total of both, with no case of unknown sex.
BY_SEX = (
    "population_adults", "population_midyear", "population_census", "crime_cost",
    "crime_cost_occurrence", "illiterate_15_plus", "literate_15_plus",
)  # fmt: skip

#: Series that move slowly: the largest change in one year seen anywhere, with room to spare
#: (logarithm of the ratio). Two states' figures exchanged in one year break it.
SMOOTH: dict[str, float] = {
    "population_adults": 0.08,
    "population_midyear": 0.1,
    "population_vintage2011": 0.08,
    "population_survey": 0.05,
    "gdp_constant_2018": 0.3,
}

_CELL = ["year", "sex", "group", "edition"]


def check_identities(frame: pd.DataFrame, level: str, file: str | Path) -> int:
    """Check every identity that a table can be held to; return how many sums were checked.

    Raises
    ------
    DataError
        The first sum that does not hold, with the unit, the year and the difference.
    """
    unit = UNIT_COLUMN[level]
    checked = 0
    wide = frame.pivot_table(
        index=[unit, *_CELL], columns="indicator", values="value", aggfunc="first"
    )
    for identity in IDENTITIES:
        names = [*identity.parts, *([identity.total] if identity.total else [])]
        if not set(names) <= set(wide.columns):
            continue
        rows = wide[names].dropna()
        total = rows[identity.total] if identity.total else identity.constant
        difference = rows[list(identity.parts)].sum(axis=1) - total
        _complain(difference, identity.tolerance, " + ".join(identity.parts),
                  identity.total or f"{identity.constant:g}", file)  # fmt: skip
        checked += len(rows)
    for share, persons, population in SHARES:
        if {share, persons, population} <= set(wide.columns):
            rows = wide[[share, persons, population]].dropna()
            difference = 100 * rows[persons] / rows[population] - rows[share]
            # Persons are whole numbers, which matters where the population is small.
            allowed = 0.01 + 100 / rows[population]
            _complain(difference, allowed, f"100 × {persons} ÷ {population}", share, file)
            checked += len(rows)
    checked += _check_sexes(frame, unit, file)
    if level == "state":
        checked += _check_smooth(frame, unit, file)
        checked += _check_nation(frame, file)
        checked += _check_between(frame, file)
    return checked


def _check_sexes(frame: pd.DataFrame, unit: str, file: str | Path) -> int:
    """Check that women and men add up to both."""
    rows = frame[frame["indicator"].isin(BY_SEX)]
    wide = rows.pivot_table(
        index=[unit, "year", "indicator", "group", "edition"], columns="sex", values="value",
        aggfunc="first",
    )  # fmt: skip
    if not {"women", "men", "total"} <= set(wide.columns):
        return 0
    wide = wide.dropna(subset=["women", "men", "total"])
    difference = wide["women"] + wide["men"] - wide["total"]
    _complain(difference, 1.0 + 1e-6 * wide["total"].abs(), "women + men", "the total", file)
    return len(wide)


def _check_smooth(frame: pd.DataFrame, unit: str, file: str | Path) -> int:
    """Check that slow series do not jump from one year to the next."""
    keys = ["indicator", unit, "sex", "group", "edition"]
    rows = frame[frame["indicator"].isin(SMOOTH)].sort_values([*keys, "year"])
    if rows.empty:
        return 0
    before = rows.groupby(keys)[["value", "year"]].shift()
    moved = np.log(rows["value"].where(rows["value"] > 0)) - np.log(before["value"].where(
        before["value"] > 0))  # fmt: skip
    yearly = (moved / (rows["year"] - before["year"])).abs()
    wrong = yearly > rows["indicator"].map(SMOOTH)
    if wrong.any():
        row = rows.loc[yearly[wrong].idxmax()]
        raise DataError(
            f"'{row['indicator']}' of unit {row[unit]} jumps to {row['value']:,.0f} in "
            f"{row['year']}, further than this series ever moved in a year.",
            file=file,
            row=f"unit {row[unit]}, year {row['year']}",
            column="value",
            cure="Compare the figure with the official file; units may be exchanged.",
        )
    return len(rows)


def _check_between(frame: pd.DataFrame, file: str | Path) -> int:
    """Check that the nation's share, rate or mean lies between those of its states."""
    rows = frame[~frame["indicator"].isin(COUNTS)]
    checked = 0
    for (indicator, year, *_), cell in rows.groupby(["indicator", *_CELL]):
        by_state = cell.set_index("state_code")["value"]
        if NATION not in by_state or not set(STATE_CODES) <= set(by_state.index):
            continue
        states, nation = by_state.drop(NATION), by_state[NATION]
        slack = 1e-6 * max(abs(states.min()), abs(states.max()))
        if not states.min() - slack <= nation <= states.max() + slack:
            raise DataError(
                f"the nation's '{indicator}' in {year} is {nation:g}, outside of its states "
                f"({states.min():g} to {states.max():g}).",
                file=file,
                row=f"unit {NATION}, year {year}",
                column="value",
                cure="Rows may have slipped: compare them with the official file.",
            )
        checked += 1
    return checked


def _check_nation(frame: pd.DataFrame, file: str | Path) -> int:
    counts = frame[frame["indicator"].isin(COUNTS)]
    checked = 0
    for (indicator, *cell), rows in counts.groupby(["indicator", *_CELL]):
        by_state = rows.set_index("state_code")["value"]
        if NATION not in by_state or not set(STATE_CODES) <= set(by_state.index):
            continue
        total = by_state.drop(NATION).sum()
        nation = by_state[NATION]
        # Persons are published in thousands or rounded: half a unit for each of the states.
        allowed = max(20.0, COUNTS[indicator] * abs(nation))
        if abs(total - nation) > allowed:
            raise DataError(
                f"the states of '{indicator}' {cell[0]} add up to {total:,.0f}, the nation is "
                f"{nation:,.0f}.",
                file=file,
                column="value",
                cure="A state's row is wrong or missing: compare it with the official file.",
            )
        checked += 1
    return checked


def _complain(
    difference: pd.Series, tolerance: float | pd.Series, left: str, right: str, file: str | Path
) -> None:
    wrong = difference.abs() > tolerance
    if wrong.any():
        key = difference.index[wrong][0]
        raise DataError(
            f"{left} differs from {right} by {difference[key]:g} (unit {key[0]}, {key[1]}).",
            file=file,
            row=f"unit {key[0]}, year {key[1]}",
            column="value",
            cure="One of these figures is wrong: compare them with the official file.",
        )
