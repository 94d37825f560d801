"""The nation and its thirty-two federal entities: keys, names, regions.

Keys are INEGI's (*clave de la entidad federativa*). Names are those in force in the mission's
time: the capital is *Distrito Federal*, the ninth entity.
"""

from __future__ import annotations

import io

import pandas as pd

from cohesion.errors import DataError

NATION = "00"
NOT_SPECIFIED = "99"

# Regions: INEGI/CONAPO publish none; these are the three blocks that the report uses to choose
# "neighbours of the same region" in the profiles, and nothing is computed from them.
_TABLE = """\
state_code,name_es,name_en,short,region
01,Aguascalientes,Aguascalientes,Ags.,Centre
02,Baja California,Baja California,BC,North
03,Baja California Sur,Baja California Sur,BCS,North
04,Campeche,Campeche,Camp.,South
05,Coahuila,Coahuila,Coah.,North
06,Colima,Colima,Col.,Centre
07,Chiapas,Chiapas,Chis.,South
08,Chihuahua,Chihuahua,Chih.,North
09,Distrito Federal,Federal District,DF,Centre
10,Durango,Durango,Dgo.,North
11,Guanajuato,Guanajuato,Gto.,Centre
12,Guerrero,Guerrero,Gro.,South
13,Hidalgo,Hidalgo,Hgo.,Centre
14,Jalisco,Jalisco,Jal.,Centre
15,México,State of Mexico,Méx.,Centre
16,Michoacán,Michoacán,Mich.,Centre
17,Morelos,Morelos,Mor.,Centre
18,Nayarit,Nayarit,Nay.,Centre
19,Nuevo León,Nuevo León,NL,North
20,Oaxaca,Oaxaca,Oax.,South
21,Puebla,Puebla,Pue.,Centre
22,Querétaro,Querétaro,Qro.,Centre
23,Quintana Roo,Quintana Roo,QR,South
24,San Luis Potosí,San Luis Potosí,SLP,Centre
25,Sinaloa,Sinaloa,Sin.,North
26,Sonora,Sonora,Son.,North
27,Tabasco,Tabasco,Tab.,South
28,Tamaulipas,Tamaulipas,Tamps.,North
29,Tlaxcala,Tlaxcala,Tlax.,Centre
30,Veracruz,Veracruz,Ver.,South
31,Yucatán,Yucatán,Yuc.,South
32,Zacatecas,Zacatecas,Zac.,North
"""

STATES: pd.DataFrame = pd.read_csv(io.StringIO(_TABLE), dtype=str, keep_default_na=False).set_index(
    "state_code"
)

STATE_CODES: tuple[str, ...] = tuple(STATES.index)


def state_name(code: str, language: str = "en") -> str:
    """Return a state's name ('00' is the nation); unknown codes raise :class:`DataError`."""
    if code == NATION:
        return {"en": "Mexico", "es": "Estados Unidos Mexicanos"}[language]
    if code not in STATES.index:
        raise DataError(f"unknown state code '{code}'.", cure="Use INEGI's keys 01 to 32.")
    return STATES.at[code, f"name_{language}"]


def named(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table by state key with the names of the states as row heads."""
    names = STATES["name_en"].to_dict() | {NATION: "Mexico"}
    return table.rename(index=names).rename_axis("State")


def state_labels() -> pd.Series:
    """Return the English names of nation and states, by key."""
    return pd.concat([pd.Series({NATION: "Mexico"}), STATES["name_en"]])
