"""State congresses: the share of women among deputies.

The source counts deputies by legislature and names it by its first and last year. Some congresses
change in the middle of a year ('2010-2013' follows '2007-2010'), others at its end ('2003-2005'
follows '2000-2002'). Rule for a year: the legislature that sits on 31 December, that is, the one
that began last, unless it had ended with no successor in the list.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion.errors import DataError
from cohesion.readers.shared.plain import read_plain, tidy
from cohesion.readers.shared.table import Reads
from cohesion.tables.geography import STATE_CODES

FILE = "social/tidy/diputadas_locales_por_legislatura.csv"
COLUMNS = ["cve_ent", "periodo", "mujeres", "hombres"]
EDITION = "congresses_2022"


def sitting(legislatures: pd.DataFrame) -> pd.DataFrame:
    """Return one row per state and year: the legislature that sits on 31 December.

    Parameters
    ----------
    legislatures : DataFrame
        ``cve_ent``, ``periodo`` ('2010-2013'), ``mujeres``, ``hombres``.

    Raises
    ------
    DataError
        A period that cannot be read, or two legislatures of one state that begin together.
    """
    bounds = legislatures["periodo"].str.extract(r"^(\d{4})-(\d{4})$")
    wrong = bounds.isna().any(axis=1) | (bounds[0] >= bounds[1])
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise DataError(
            f"'{legislatures['periodo'].iloc[row]}' is not a period of a legislature.",
            file=FILE,
            row=row + 2,
            column="periodo",
            cure="Write first and last year: 2010-2013.",
        )
    terms = legislatures.assign(first=bounds[0].astype(int), last=bounds[1].astype(int))
    terms = terms.sort_values(["cve_ent", "first"], ignore_index=True)
    twice = terms.duplicated(["cve_ent", "first"])
    if twice.any():
        key = terms[twice].iloc[0]
        raise DataError(
            f"two legislatures of state {key['cve_ent']} begin in {key['first']}.",
            file=FILE,
            row=str(key["periodo"]),
            column="periodo",
            cure="Correct the first year of one of them.",
        )
    following = terms.groupby("cve_ent")["first"].shift(-1)
    # Nothing is known of 31 December of the last year unless the successor begins then or next day.
    until = following.where(following <= terms["last"] + 1, terms["last"]).astype(int)
    years = [range(a, b) for a, b in zip(terms["first"], until, strict=True)]
    yearly = terms.assign(anio=years).explode("anio", ignore_index=True)
    yearly = yearly.dropna(subset=["anio"])
    return yearly


def build_women(root: Path) -> pd.DataFrame:
    """Return the share of women (%) in each state congress at the end of each year."""
    yearly = sitting(read_plain(root, FILE, COLUMNS, ["cve_ent"]))
    complete = yearly.groupby("anio")["cve_ent"].nunique() == len(STATE_CODES)
    # Years in which a state is not covered stay out: a map of them would be misleading.
    yearly = yearly[yearly["anio"].map(complete)]
    nation = yearly.groupby("anio", as_index=False)[["mujeres", "hombres"]].sum()
    yearly = pd.concat([yearly, nation.assign(cve_ent="00")], ignore_index=True)
    yearly["share"] = yearly["mujeres"] / (yearly["mujeres"] + yearly["hombres"]) * 100
    return tidy(yearly, "share", indicator="women_state_congress", edition=EDITION)


TABLES = {
    "congresses_women_states": Reads(build_women, (FILE,)),
}
