"""INEGI, ENVIPE (national survey of victimisation and perception of public security).

The survey of a year asks in March and April about the crimes of the year before (the reference
year) and about the perception of the moment (the survey year).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.conapo.adults import ADULTS
from cohesion.readers.conapo.adults import build as build_adults
from cohesion.readers.envipe import layout
from cohesion.readers.envipe.workbook_2011 import (
    WORKBOOK_2011,
    build_costs,
    build_victims,
    build_victims_nation,
)
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.tables.geography import NATION

SERIES = "security/raw/mexicoevalua_envipe2011_2014.xlsx"
FOLDER = "security/raw/envipe_tabulados_denuncia"
EDITIONS = range(2012, 2026)
REPORTING = tuple(f"{FOLDER}/III_denuncia_delito_{year}_est.xlsx" for year in EDITIONS)

_SERIES_INDICATORS = {"pre": "prevalence", "inc": "incidence", "ins": "perception_insecure"}


def build_series(root: Path) -> pd.DataFrame:
    """Return prevalence, incidence (reference year) and perception (survey year) by state."""
    frame = pd.read_excel(source_file(root, SERIES))
    wanted = [f"pre{y}" for y in range(2010, 2014)] + [f"inc{y}" for y in range(2010, 2014)]
    wanted += [f"ins{y}" for y in range(2011, 2015)]
    check_columns(frame, ["codigo", *wanted], SERIES)
    long = frame.melt(["codigo"], wanted, var_name="column", value_name="value")
    long["state_code"] = long["codigo"].map(lambda code: f"{int(code):02d}")
    long["indicator"] = long["column"].str[:3].map(_SERIES_INDICATORS)
    long["year"] = long["column"].str[3:].astype(int)
    survey = long["year"] + (long["indicator"] != "perception_insecure")
    long["edition"] = "envipe_" + survey.astype(str)
    return long[["state_code", "year", "indicator", "value", "edition"]]


def build_first_results(root: Path) -> pd.DataFrame:
    """Return the national results that INEGI announced on 20 September 2011 (transcription)."""
    announced = {
        "victims_announced": 17_847_550,
        "crimes_announced": 22_714_967,
        "households_victim": 36,
        "unreported_crime": 92,
        "crime_cost_announced": 210_800_000_000,
        "crime_cost_gdp": 1.53,
    }
    return pd.DataFrame(
        [(NATION, 2010, name, value, "envipe_2011") for name, value in announced.items()],
        columns=["state_code", "year", "indicator", "value", "edition"],
    )


def build_reporting(root: Path) -> pd.DataFrame:
    """Return reporting, unreported crime, time and treatment at the prosecutor's, by state."""
    parts = []
    for year, file in zip(EDITIONS, REPORTING, strict=True):
        book = layout.open_book(source_file(root, file))
        frame = pd.concat([_reporting(book, file), _at_prosecutor(book, file, year)])
        parts.append(frame.assign(year=year - 1, edition=f"envipe_{year}"))
    frame = pd.concat(parts, ignore_index=True)
    return frame[["state_code", "year", "indicator", "sex", "value", "edition"]]


def build_derived_incidence(root: Path) -> pd.DataFrame:
    """Return crimes per 100 000 adults, own division: ENVIPE crimes by CONAPO's adults."""
    crimes = build_reporting(root).query("indicator == 'crimes_occurred'")
    adults = build_adults(root).query("sex == 'total'").rename(columns={"value": "adults"})
    frame = crimes.merge(adults[["state_code", "year", "adults"]], on=["state_code", "year"])
    frame["value"] = frame["value"] / frame["adults"] * 100_000
    return frame.assign(indicator="incidence_derived")[
        ["state_code", "year", "indicator", "value", "edition"]
    ]


def _reporting(book, file: str) -> pd.DataFrame:
    status = layout.find_sheet(
        book, file, ("ENTIDAD FEDERATIVA", "CONDICION", "INICIO DE"), ("TIPO DE",)
    )
    dark = layout.find_sheet(
        book, file, ("CIFRA NEGRA", "ENTIDAD FEDERATIVA"), ("HOMBRES", "MUJERES", "TRES DELITOS")
    )
    causes = layout.find_sheet(
        book, file, ("NO DENUNCIA", "ENTIDAD FEDERATIVA", "SEGUN CAUSAS"), ("GENERALES",)
    )
    frames = [
        _melt(
            layout.state_values(
                status,
                {
                    "crimes_occurred": layout.column(status, "DELITOS OCURRIDOS"),
                    "crime_reported": layout.column(status, "DELITOS DENUNCIADOS", "RELATIVOS"),
                    "investigation_opened": layout.column(status, "SI", "RELATIVOS"),
                },
            )
        ),
        _melt(
            layout.state_values(
                causes,
                {"unreported_authority": layout.column(causes, "POR CAUSAS", "RELATIVOS")},
            )
        ),
        _unreported(dark, "total"),
    ]
    for sex, word in (("men", "HOMBRES"), ("women", "MUJERES")):
        words = ("CIFRA NEGRA", "ENTIDAD FEDERATIVA", f"OCURRIDOS A {word}")
        if any(all(w in layout.title_of(s) for w in words) for s in book.worksheets[1:]):
            frames.append(_unreported(layout.find_sheet(book, file, words), sex))
    return pd.concat(frames, ignore_index=True)


def _unreported(sheet: layout.Sheet, sex: str) -> pd.DataFrame:
    position = layout.column(sheet, "CIFRA NEGRA", "RELATIVOS")
    frame = _melt(layout.state_values(sheet, {"unreported_crime": position}))
    return frame.assign(sex=sex)


_TIMES = {
    "MENOS DE 1 HORA": "mp_time_under_1h",
    "DE 1 A 2": "mp_time_1_2h",
    "DE 2 A 3": "mp_time_2_3h",
    "DE 3 A 4": "mp_time_3_4h",
    "MAS DE 4": "mp_time_over_4h",
}
_TREATMENT = {
    "EXCELENTE": "mp_treatment_excellent",
    "BUENO": "mp_treatment_good",
    "REGULAR": "mp_treatment_fair",
    "MALO": "mp_treatment_bad",
    "MUY MALO": "mp_treatment_very_bad",
}


def _at_prosecutor(book, file: str, year: int) -> pd.DataFrame:
    time = layout.find_sheet(book, file, ("ENTIDAD FEDERATIVA", "TIEMPO"), ("POR TIPO",))
    treatment = layout.find_sheet(
        book, file, ("ENTIDAD", "FEDERATIVA", "TRATO RECIBIDO"), ("POR TIPO", "SEXO")
    )
    # Only the survey of 2012 offered "fair"; only that of 2016 split "2 to 3 hours".
    times = {k: v for k, v in _TIMES.items() if v != "mp_time_2_3h" or year == 2016}
    marks = {k: v for k, v in _TREATMENT.items() if v != "mp_treatment_fair" or year == 2012}
    frames = []
    for sheet, names in ((time, times), (treatment, marks)):
        positions = {v: layout.column(sheet, k, "RELATIVOS") for k, v in names.items()}
        frames.append(_melt(layout.state_values(sheet, positions)))
    frame = pd.concat(frames, ignore_index=True)
    _check_shares(frame, file)
    return frame


def _check_shares(frame: pd.DataFrame, file: str) -> None:
    for prefix in ("mp_time", "mp_treatment"):
        part = frame[frame["indicator"].str.startswith(prefix)]
        sums = part.groupby("state_code")["value"].sum()
        if not sums.between(80, 100.01).all():
            raise DataError(
                f"the shares of '{prefix}' add up to {sums.min():.1f}–{sums.max():.1f} %.",
                file=file,
                cure="The columns are shifted: the official layout has changed.",
            )


def _melt(frame: pd.DataFrame) -> pd.DataFrame:
    long = frame.melt(["state_code"], var_name="indicator", value_name="value")
    return long.assign(sex="total")


TABLES = {
    "envipe_series_states": Reads(build_series, (SERIES,)),
    "envipe_first_results_nation": Reads(build_first_results, (SERIES,)),
    "envipe_victims_states": Reads(build_victims, (WORKBOOK_2011,)),
    "envipe_victims_nation": Reads(build_victims_nation, (WORKBOOK_2011,)),
    "envipe_costs_states": Reads(build_costs, (WORKBOOK_2011,)),
    "envipe_reporting_states": Reads(build_reporting, REPORTING),
    "envipe_incidence_derived_states": Reads(build_derived_incidence, (*REPORTING, ADULTS)),
}
