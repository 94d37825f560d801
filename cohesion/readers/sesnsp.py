"""SESNSP, crime reported to the prosecutors of the states, old (1997–2014) and new method.

The figures count investigations opened, not victims, and only what was reported or found. The
two methods classify differently and are never joined.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import state_code
from cohesion.readers.shared.table import Reads, check_columns, source_file
from cohesion.readers.shared.whole import sums_hold, whole_grid
from cohesion.tables.geography import NATION, STATE_CODES

OLD = "security/raw/sesnsp_incidencia_estatal_1997_2014_metodologia_anterior.xlsx"
NEW = "security/sesnsp_incidencia_estado_anual_2015_2025.csv"
VICTIMS = "security/sesnsp_victimas_estado_anual_genero_2015_2025.csv"

_MONTHS = (
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE",
    "OCTUBRE", "NOVIEMBRE", "DICIEMBRE",
)  # fmt: skip

#: Which rows of the old classification make up each indicator: column → allowed values.
OLD_OFFENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "reported_crime_old": {},
    "reported_homicide_old": {"MODALIDAD": ("HOMICIDIOS",), "TIPO": ("DOLOSOS",)},
    "reported_negligent_homicide_old": {"MODALIDAD": ("HOMICIDIOS",), "TIPO": ("CULPOSOS",)},
    "reported_kidnapping_old": {"TIPO": ("SECUESTRO",)},
    "reported_extortion_old": {"TIPO": ("EXTORSION",)},
    "reported_rape_old": {"TIPO": ("VIOLACION",)},
    "reported_assault_old": {"MODALIDAD": ("LESIONES",), "TIPO": ("DOLOSAS",)},
    "reported_robbery_old": {"MODALIDAD": ("ROBO COMUN",)},
    "reported_vehicle_theft_old": {"MODALIDAD": ("ROBO COMUN",), "SUBTIPO": ("DE VEHICULOS",)},
    "reported_home_burglary_old": {
        "MODALIDAD": ("ROBO COMUN",),
        "SUBTIPO": ("A CASA HABITACION",),
    },
    "reported_business_robbery_old": {"MODALIDAD": ("ROBO COMUN",), "SUBTIPO": ("A NEGOCIO",)},
    "reported_street_robbery_old": {"MODALIDAD": ("ROBO COMUN",), "SUBTIPO": ("A TRANSEUNTES",)},
}

#: The same for the new classification.
NEW_OFFENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "reported_crime_new": {},
    "reported_homicide_new": {"subtipo_de_delito": ("Homicidio doloso",)},
    "reported_femicide_new": {"subtipo_de_delito": ("Feminicidio",)},
    "reported_kidnapping_new": {"subtipo_de_delito": ("Secuestro",)},
    "reported_extortion_new": {"subtipo_de_delito": ("Extorsión",)},
    "reported_rape_new": {"subtipo_de_delito": ("Violación simple", "Violación equiparada")},
    "reported_assault_new": {"subtipo_de_delito": ("Lesiones dolosas",)},
    "reported_robbery_new": {"tipo_de_delito": ("Robo",)},
    "reported_vehicle_theft_new": {"subtipo_de_delito": ("Robo de vehículo automotor",)},
    "reported_home_burglary_new": {"subtipo_de_delito": ("Robo a casa habitación",)},
    "reported_family_violence_new": {"subtipo_de_delito": ("Violencia familiar",)},
}

VICTIM_OFFENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "victims_homicide": {"subtipo_de_delito": ("Homicidio doloso",)},
    "victims_femicide": {"subtipo_de_delito": ("Feminicidio",)},
    "victims_kidnapping": {"tipo_de_delito": ("Secuestro",)},
    "victims_extortion": {"tipo_de_delito": ("Extorsión",)},
}

#: The file ends in June of this year: a half year is no annual figure and is left out.
HALF_YEAR = 2025


def build_old(root: Path) -> pd.DataFrame:
    """Return investigations opened by state, 1997–2014, old method (files)."""
    frame = pd.read_excel(source_file(root, OLD))
    keys = ["AÑO", "ENTIDAD", "MODALIDAD", "TIPO", "SUBTIPO"]
    check_columns(frame, [*keys, *_MONTHS, "TOTAL AÑO"], OLD)
    # A blank month is one that the state did not report; the printed total passes over it. A word
    # in a month leaves its sum without a value, and so unequal to any total.
    months = frame[list(_MONTHS)].replace(r"^\s*$", 0, regex=True).fillna(0)
    months = months.apply(pd.to_numeric, errors="coerce")
    wrong = months.sum(axis=1, skipna=False) != frame["TOTAL AÑO"]
    if wrong.any():
        raise DataError(
            "the twelve months do not add up to the printed total.",
            file=OLD,
            row=int(wrong.to_numpy().argmax()) + 2,
            column="TOTAL AÑO",
            cure="Restore the row from the official file.",
        )
    for key in ("MODALIDAD", "TIPO", "SUBTIPO"):
        frame[key] = frame[key].str.strip()
    names = {name: state_code(name, OLD) for name in frame["ENTIDAD"].unique()}
    frame["state_code"] = frame["ENTIDAD"].map(names)
    frame = frame.rename(columns={"AÑO": "year", "TOTAL AÑO": "value"})
    whole_grid(frame, ["year", "state_code"], ["MODALIDAD", "TIPO", "SUBTIPO"], OLD)
    return _sum_offences(frame, OLD_OFFENCES, OLD, ["state_code", "year"]).assign(
        edition="sesnsp_old_2014"
    )


def build_new(root: Path) -> pd.DataFrame:
    """Return investigations opened by state, 2015–2024, new method (files)."""
    frame = _read_new(root, NEW, "n_delitos")
    return _sum_offences(frame, NEW_OFFENCES, NEW, ["state_code", "year"]).assign(
        edition="sesnsp_new_2025"
    )


def build_victims(root: Path) -> pd.DataFrame:
    """Return victims in the files by state and sex, 2015–2024 (persons)."""
    frame = _read_new(root, VICTIMS, "n_victimas", ("genero",))
    sexes = {"Total": "total", "Hombre": "men", "Mujer": "women"}
    unknown = set(frame["genero"]) - set(sexes)
    if unknown:
        raise DataError(
            f"unknown value '{sorted(unknown)[0]}'.",
            file=VICTIMS,
            column="genero",
            cure="Add it to the reader, or use the file in its known layout.",
        )
    frame["sex"] = frame["genero"].map(sexes)
    sums = _sum_offences(frame, VICTIM_OFFENCES, VICTIMS, ["state_code", "year", "sex"])
    return sums.assign(edition="sesnsp_new_2025")


def _read_new(root: Path, file: str, count: str, extra: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.read_csv(source_file(root, file), dtype={"cve_ent": str})
    kinds = ["tipo_de_delito", "subtipo_de_delito", "modalidad"]
    check_columns(frame, ["n_year", "cve_ent", *kinds, count, *extra], file)
    what = [*kinds, *extra]
    whole_grid(frame, ["n_year", "cve_ent"], what, file)
    nation = frame["cve_ent"] == NATION
    wholes, parts = (part.groupby(["n_year", *what])[count].sum()
                     for part in (frame[nation], frame[~nation]))  # fmt: skip
    sums_hold(parts, wholes, file, "the states")
    frame = frame[~nation & (frame["n_year"] != HALF_YEAR)]
    return frame.rename(columns={"n_year": "year", "cve_ent": "state_code", count: "value"})


def _sum_offences(
    frame: pd.DataFrame,
    offences: dict[str, dict[str, tuple[str, ...]]],
    file: str,
    keys: list[str],
) -> pd.DataFrame:
    parts = []
    for indicator, conditions in offences.items():
        chosen = frame
        for name, allowed in conditions.items():
            chosen = chosen[chosen[name].isin(allowed)]
            missing = set(allowed) - set(frame[name])
            if missing:
                raise DataError(
                    f"the offence '{sorted(missing)[0]}' is not in the file.",
                    file=file,
                    column=name,
                    cure="The classification has changed: adapt the reader.",
                )
        states = chosen.groupby(keys, as_index=False)["value"].sum()
        if set(states["state_code"]) != set(STATE_CODES):
            raise DataError(
                f"'{indicator}' does not cover the 32 states.",
                file=file,
                column="state_code",
                cure="Use the complete official file.",
            )
        nation = chosen.groupby(keys[1:], as_index=False)["value"].sum()
        states = pd.concat([states, nation.assign(state_code=NATION)], ignore_index=True)
        parts.append(states.assign(indicator=indicator))
    return pd.concat(parts, ignore_index=True)


TABLES = {
    "sesnsp_reported_old_states": Reads(build_old, (OLD,)),
    "sesnsp_reported_new_states": Reads(build_new, (NEW,)),
    "sesnsp_victims_states": Reads(build_victims, (VICTIMS,)),
}
