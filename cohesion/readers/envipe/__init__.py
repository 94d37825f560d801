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
from cohesion.readers.shared.table import Table, check_columns, source_file
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


_INEGI = {
    "publisher": "INEGI",
    "publication": "Encuesta Nacional de Victimización y Percepción sobre Seguridad Pública "
    "(ENVIPE)",
    "url": "https://www.inegi.org.mx/programas/envipe/2011/",
    "licence": "INEGI, Términos de libre uso: free reuse with attribution",
    "licence_checked": "2026-11-22",
}
_WORKBOOKS = "Official workbooks kept in the repository GUSTAVOIVANGQ/ENVIPE"
_NO_SE = "Standard errors are not in the tabulations; INEGI paints cells by precision instead."

TABLES: tuple[Table, ...] = (
    Table(
        name="envipe_series_states",
        title_en="Prevalence, incidence and perception of insecurity by state, surveys 2011–2014",
        title_es="Prevalencia, incidencia y percepción de inseguridad por entidad, 2011–2014",
        level="state",
        origin="extraction",
        route="Compilation of México Evalúa (repository mexicoevalua/envipe)",
        sources=(SERIES,),
        build=build_series,
        gaps=("No standard errors.",),
        breaks=(
            "2011 carries weights revised after its first publication (24 499 victims per "
            "100 000 adults against 24 317 announced in September 2012); 2010 is the series "
            "announced in September 2011.",
        ),
        defects=(
            "The national incidence of 2010, 30 490, is that of the 22 714 967 crimes announced "
            "on 20 September 2011; the workbook of the survey holds 23 139 583, other weights.",
        ),
        verified="Crimes and victims announced on 20 September 2011 stand in the same ratio as "
        "the national incidence and prevalence of 2010 (to 6 digits); prevalence 27 337 in 2012 "
        "and 28 224 in 2013, incidence 35 139 in 2012 as published.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="envipe_first_results_nation",
        title_en="First national results of the survey of 2011",
        title_es="Primeros resultados nacionales de la ENVIPE 2011",
        level="national",
        origin="transcription",
        route="Report of the agency Apro on INEGI's presentation of 20 September 2011, kept at "
        "democratanortedemexico.blogspot.com/2011/09/mas-de-17-millones-fueron-victimas-de.html",
        sources=(SERIES,),
        build=build_first_results,
        gaps=("By state, unreported crime of 2010 was not found.",),
        defects=("Rounded as announced: 36 %, 92 %, 1.53 % of GDP, 210.8 thousand million pesos.",),
        verified="92 % is confirmed by INEGI's presentation of the survey of 2012.",
        standing="spot_checked",
        **_INEGI,
    ),
    Table(
        name="envipe_victims_states",
        title_en="Victims, crimes, harm and aggression by state, 2010",
        title_es="Víctimas, delitos, daño y agresión por entidad federativa, 2010",
        level="state",
        origin="official file",
        route=_WORKBOOKS,
        sources=(WORKBOOK_2011,),
        build=build_victims,
        gaps=(_NO_SE,),
        breaks=(
            "The workbook carries other weights than the results announced in September 2011 "
            "(18 182 434 victims against 17 847 550).",
        ),
        verified="18 182 434 victims of 75 781 076 adults: 23 993 per 100 000, as INEGI printed "
        "later for 2010.",
        **_INEGI,
    ),
    Table(
        name="envipe_victims_nation",
        title_en="Adults, victims and crimes by sex, age and type, 2010",
        title_es="Adultos, víctimas y delitos por sexo, edad y tipo, 2010",
        level="national",
        origin="official file",
        route=_WORKBOOKS,
        sources=(WORKBOOK_2011,),
        build=build_victims_nation,
        gaps=(_NO_SE, "Women and men among the victims are printed by age as percentages only."),
        defects=(
            "The numbers of women and men among the victims follow from the printed age totals "
            "and the printed age shares of each sex (own arithmetic, exact to the person).",
        ),
        verified="The seven age groups give the same numbers of women and men; age totals add up "
        "to 18 182 434 victims.",
        **_INEGI,
    ),
    Table(
        name="envipe_costs_states",
        title_en="Cost of crime to its victims by state, 2010",
        title_es="Costo del delito para las víctimas por entidad federativa, 2010",
        level="state",
        origin="official file",
        route=_WORKBOOKS,
        sources=(WORKBOOK_2011,),
        build=build_costs,
        gaps=("Spending on prevention is not included.", _NO_SE),
        defects=(
            "Guerrero stands out with about six times the national cost per adult: an estimate "
            "that rests on few cases. Use medians and ranks.",
        ),
        verified="170 012 million pesos = 162 177 losses + 7 836 health; states and 'not "
        "specified' add up to the nation.",
        **_INEGI,
    ),
    Table(
        name="envipe_reporting_states",
        title_en="Unreported crime, investigations opened, time and treatment, 2011–2024",
        title_es="Cifra negra, averiguaciones iniciadas, tiempo y trato en el MP, 2011–2024",
        level="state",
        origin="official file",
        route=_WORKBOOKS,
        sources=REPORTING,
        build=build_reporting,
        gaps=(_NO_SE, "Women and men apart only from 2015 on.", "No state figures for 2010."),
        breaks=(
            "Treatment: 'fair' was offered for 2011 only, so 2011 is not comparable with later "
            "years.",
            "Time: '2 to 3 hours' was a class of its own for 2015 only.",
        ),
        defects=(
            "Cells that INEGI prints as 0* (possible absence) are zero.",
            "Time and treatment leave out 'does not know': shares add to less than 100.",
        ),
        verified="National unreported crime 91.6, 92.1, 93.8, 92.8, 93.7, 93.6, 93.2, 93.2, 92.4, "
        "93.3, 93.2, 92.4, 92.9, 93.2 % as announced; 27 769 447 crimes in 2012.",
        **_INEGI,
    ),
    Table(
        name="envipe_incidence_derived_states",
        title_en="Crimes per 100 000 adults, own division, 2011–2024",
        title_es="Delitos por cada 100 000 adultos, cálculo propio, 2011–2024",
        level="state",
        origin="official file",
        route=_WORKBOOKS + "; adults: CONAPO, edition 2023",
        sources=(*REPORTING, ADULTS),
        build=build_derived_incidence,
        defects=(
            "Not INEGI's published rate: 2 to 4 % above it, because the adults come from "
            "another edition. For ranks and correlations only.",
        ),
        verified="Rank correlation with the published incidence of 2011–2013: 0.996.",
        standing="spot_checked",
        **_INEGI,
    ),
)
