"""INAFED's municipal workbooks: health entitlement in the census of 2010, medical staff 2005–2012.

INAFED (*Instituto Nacional para el Federalismo y el Desarrollo Municipal*) tabulated INEGI's
figures municipality by municipality. The states are the sums of their municipalities.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.state_names import state_code
from cohesion.readers.shared.table import Reads, source_file
from cohesion.tables.geography import NATION, STATE_CODES

ENTITLEMENT = "found/health_entitlement_2010/raw/inafed_siha_2_2_4_3.xlsx"
STAFF = "found/medical_staff_2005_2012/raw/inafed_siha_2_2_4_5.xlsx"
ENTITLEMENT_EDITION, STAFF_EDITION = "inegi_census_2010_entitlement", "inafed_staff_2015"
#: Municipalities of each workbook: the second also lists Bacalar, created in 2011.
MUNICIPALITIES = {ENTITLEMENT: 2456, STAFF: 2457}

#: Columns of persons, in the order of the workbook: (head, indicator).
PERSONS = (
    ("Población total", "entitlement_population"),
    ("Total", "entitled_health"),
    ("IMSS", "entitled_imss"),
    ("ISSSTE", "entitled_issste"),
    ("ISSSTE estatal", "entitled_issste_state"),
    ("Pemex, Defensa o Marina", "entitled_pemex_forces"),
    ("Seguro Popular", "entitled_seguro_popular"),
    ("Institución privada", "entitled_private"),
    ("Otra institución", "entitled_other"),
    ("No derechohabiente", "not_entitled_health"),
    ("No especificado", "entitlement_not_specified"),
)
#: Shares of the whole population (percent) made from the persons of the same row.
SHARES = {
    "entitled_imss_share": "entitled_imss",
    "entitled_seguro_popular_share": "entitled_seguro_popular",
    "not_entitled_health_share": "not_entitled_health",
}
STAFF_YEARS = tuple(range(2005, 2013))
NO_FIGURE = ("ND", "n. a")
#: Sums that cannot be right (state: years), because staff is missing or a figure is impossible.
IMPOSSIBLE = {
    "05": range(2005, 2010),  # no municipality has a figure
    "09": STAFF_YEARS,  # staff that is assigned to no borough is not counted
    "10": (2011,),  # 1 996 between 3 400 and 3 500
    "12": (2005, 2006),  # no figure, or part of the state
    "14": (2008,),  # 6 979 between 11 000 and 12 000
    "23": (2010,),  # 1 135 after 2 913
}


def _body(root: Path, file: str, heads: dict[int, str], first: int) -> pd.DataFrame:
    """Return the rows of the municipalities, refusing heads, keys or rows that are not expected."""
    sheet = pd.read_excel(source_file(root, file), header=None, dtype=str)
    for column, wanted in heads.items():
        found = " ".join(str(sheet.iat[first - 2, column]).split()).rstrip("0123456789")
        if found != wanted:
            raise DataError(
                f"the head is '{found}', not '{wanted}'.",
                file=file,
                row=first - 1,
                column=str(column + 1),
                cure="Use the workbook in the layout that the reader names, or adapt the reader.",
            )
    body = sheet.iloc[first - 1 :].reset_index(drop=True)
    is_place = body[0].fillna("").str.fullmatch(r"\d{5}")
    places = body[is_place].copy()
    expected = MUNICIPALITIES[file]
    if len(places) != expected or not is_place.iloc[:expected].all():
        raise DataError(
            f"{len(places)} rows with a key, {expected} expected without a gap.",
            file=file,
            row=first,
            cure="Compare the workbook with the municipalities of the census of 2010.",
        )
    # Under the last municipality stand the notes: text in the first two columns, no figure.
    rest = body[~is_place].iloc[:, 2:]
    if rest.notna().any().any():
        row = int(rest.notna().any(axis=1).idxmax())
        raise DataError(
            "a row without a key holds a cell that is not read.",
            file=file,
            row=row + first,
            cure="Adapt the reader to the new row.",
        )
    named = places[1].map(lambda name: state_code(name, file))
    wrong = named != places[0].str[:2]
    if wrong.any():
        raise DataError(
            f"the key {places.loc[wrong, 0].iloc[0]} stands beside another state's name.",
            file=file,
            row=int(wrong.idxmax()) + first,
            cure="Rows may have slipped: compare them with the publisher's workbook.",
        )
    return places


def _figures(cells: pd.Series, file: str, first: int, absent: tuple[str, ...] = ()) -> pd.Series:
    text = cells.fillna("").str.strip()
    numbers = pd.to_numeric(text.mask(text.isin(absent)), errors="coerce")
    wrong = (numbers.isna() & ~text.isin(absent)) | (numbers < 0)
    if wrong.any():
        raise DataError(
            f"'{cells[wrong].iloc[0]}' is not a number of persons.",
            file=file,
            row=int(wrong.idxmax()) + first,
            cure="Compare the cell with the publisher's workbook.",
        )
    return numbers


def entitlement(root: Path) -> pd.DataFrame:
    """Return one row per municipality: ``mun_code`` and the persons of :data:`PERSONS`.

    Raises
    ------
    DataError
        Another layout, or a row in which entitled, not entitled and not specified do not add up
        to the population.
    """
    heads = {2 + place: head for place, (head, _) in enumerate(PERSONS, start=1)}
    outer = {3: "Población total", 12: "No derechohabiente", 13: "No especificado"}
    inner = {column: head for column, head in heads.items() if column not in outer}
    places = _body(root, ENTITLEMENT, inner, first=6)
    sheet = pd.read_excel(source_file(root, ENTITLEMENT), header=None, dtype=str, nrows=5)
    for column, wanted in outer.items():
        if str(sheet.iat[3, column]).rstrip("0123456789 ") != wanted:
            raise DataError(
                f"the head is '{sheet.iat[3, column]}', not '{wanted}'.",
                file=ENTITLEMENT,
                row=4,
                column=str(column + 1),
                cure="Use the workbook in the layout that the reader names.",
            )
    frame = pd.DataFrame({"mun_code": places[0]})
    for column, (_, indicator) in zip(sorted(heads), PERSONS, strict=True):
        frame[indicator] = _figures(places[column], ENTITLEMENT, 6)
    answers = ["entitled_health", "not_entitled_health", "entitlement_not_specified"]
    off = frame[answers].sum(axis=1) != frame["entitlement_population"]
    if off.any():
        raise DataError(
            f"the answers of {frame.loc[off, 'mun_code'].iloc[0]} do not add up to its population.",
            file=ENTITLEMENT,
            row=int(off.idxmax()) + 6,
            cure="Compare the row with the census of 2010.",
        )
    return frame


def _with_shares(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    shares = {
        share: 100 * frame[persons] / frame["entitlement_population"]
        for share, persons in SHARES.items()
    }
    long = frame.assign(**shares).melt(unit, var_name="indicator")
    return long.assign(year=2010, edition=ENTITLEMENT_EDITION)


def entitlement_municipalities(root: Path) -> pd.DataFrame:
    """Return persons by health entitlement and three shares (percent) by municipality, 2010."""
    return _with_shares(entitlement(root), "mun_code")


def entitlement_states(root: Path) -> pd.DataFrame:
    """Return the sums of the municipalities by state and for the nation, and three shares."""
    municipal = entitlement(root)
    states = municipal.drop(columns="mun_code").groupby(municipal["mun_code"].str[:2]).sum()
    states.loc[NATION] = states.sum()
    return _with_shares(states.rename_axis("state_code").reset_index(), "state_code")


def staff_municipalities(root: Path) -> pd.DataFrame:
    """Return medical staff (persons) by municipality and year; cells marked 'ND' give no row."""
    heads = {3 + place: str(year) for place, year in enumerate(STAFF_YEARS)}
    places = _body(root, STAFF, {2: "Municipio"}, first=5)
    sheet = pd.read_excel(source_file(root, STAFF), header=None, dtype=str, nrows=4)
    parts = []
    for column, year in heads.items():
        if str(sheet.iat[3, column]).split(".")[0] != year:
            raise DataError(
                f"the head is '{sheet.iat[3, column]}', not '{year}'.",
                file=STAFF,
                row=4,
                column=str(column + 1),
                cure="Use the workbook in the layout that the reader names.",
            )
        persons = _figures(places[column], STAFF, 5, absent=NO_FIGURE)
        parts.append(pd.DataFrame({"mun_code": places[0], "year": int(year), "value": persons}))
    whole = pd.concat(parts, ignore_index=True).dropna(subset=["value"])
    return whole.assign(indicator="medical_staff", edition=STAFF_EDITION)


def staff_states(root: Path) -> pd.DataFrame:
    """Return the sums of the municipalities that have a figure, without impossible sums."""
    municipal = staff_municipalities(root)
    sums = municipal.groupby([municipal["mun_code"].str[:2].rename("state_code"), "year"])["value"]
    states = sums.sum().reset_index()
    impossible = [
        year in IMPOSSIBLE.get(code, ())
        for code, year in zip(states["state_code"], states["year"], strict=True)
    ]
    states = states[~pd.Series(impossible)]
    if not set(states["state_code"]) | {"09"} == set(STATE_CODES):
        raise DataError(
            "a state has no figure at all.",
            file=STAFF,
            cure="Compare the workbook with the list of impossible sums in the reader.",
        )
    return states.assign(indicator="medical_staff", edition=STAFF_EDITION)


TABLES = {
    "inafed_entitlement_states": Reads(entitlement_states, (ENTITLEMENT,)),
    "inafed_entitlement_municipalities": Reads(entitlement_municipalities, (ENTITLEMENT,)),
    "inafed_staff_states": Reads(staff_states, (STAFF,)),
    "inafed_staff_municipalities": Reads(staff_municipalities, (STAFF,)),
}
