"""Homicides by state and year from death certificates, counted by other authors.

A check of the level and the order of INEGI's figures, not a figure of the mission's day.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Table

FILE = "found/homicides_independent/gargiulo_homicidios_estado_anual_2000_2022.csv"
EDITION = "gargiulo_2024"


def homicides_states(root: Path) -> pd.DataFrame:
    """Return homicides (persons) by state and year of occurrence, 2000–2022."""
    frame = read_plain(root, FILE, ["cve_ent", "anio", "homicidios"], ["cve_ent"])
    return tidy(frame, "homicidios", indicator="homicides_independent", edition=EDITION, file=FILE)


TABLES = (
    Table(
        name="gargiulo_homicides_states",
        title_en="Homicides by state and year of occurrence, counted by other authors, 2000–2022",
        title_es="Homicidios por entidad y año de ocurrencia, conteo de otros autores, 2000–2022",
        level="state",
        publisher="Gargiulo, Aburto and Floridi",
        publication="Monthly municipal-level homicide rates in Mexico (OSF, March 2024)",
        url="https://doi.org/10.17605/OSF.IO/U8DC3",
        licence="CC BY 4.0",
        licence_checked="2026-11-26",
        origin="extraction",
        route="sums of months, public repository thegargiulian/mexico-homicide-rates",
        sources=(FILE,),
        build=homicides_states,
        gaps=("No national row; deaths without a municipality are left out by the authors.",),
        breaks=("By year of occurrence: never joined with series by year of registration.",),
        verified="256 state-years 2005–2012 against INEGI's count by occurrence: correlation "
        "0.99999, ratio 0.996",
        standing="spot_checked",
    ),
)
