"""Figures of 2011 that only pages of the time still carry: transcribed here, word by word.

No official file with these figures is at hand. Each block names the page it was read on; a second
page of the same days gives the same figures (see the manifests).
"""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from cohesion.tables.geography import NATION, STATE_CODES

# CONEVAL, "Pobreza 2010" (coneval.org.mx/Medicion/…/Pobreza-2010.aspx): poverty, extreme poverty,
# millions of persons. EFE of 29 July 2011 (latino.foxnews.com) reports CONEVAL's press conference:
# the same, and the two vulnerable groups.
_NATION = """\
indicator,year,value
poverty_as_published,2008,44.5
poverty_as_published,2010,46.2
extreme_poverty_as_published,2008,10.6
extreme_poverty_as_published,2010,10.4
vulnerable_deprivation_as_published,2008,33
vulnerable_deprivation_as_published,2010,28.7
vulnerable_income_as_published,2008,4.5
vulnerable_income_as_published,2010,5.8
poverty_persons_as_published,2008,48800000
poverty_persons_as_published,2010,52000000
extreme_poverty_persons_as_published,2008,11700000
extreme_poverty_persons_as_published,2010,11700000
"""

# SEDESOL, Indicadores de Desarrollo Social no. 15 (15 August 2011): the share in poverty rose in
# nine states, fell in two, and did not change in the other twenty-one.
_ROSE = ("32", "03", "06", "30", "08", "26", "22", "02", "28")
_FELL = ("05", "17")


def nation_as_published(root: Path) -> pd.DataFrame:
    """Return the national figures of 2008 and 2010 as first published on 29 July 2011."""
    frame = pd.read_csv(io.StringIO(_NATION))
    return frame.assign(state_code=NATION, edition="coneval_2011_07")


def reading_of_change(root: Path) -> pd.DataFrame:
    """Return how the change of poverty 2008–2010 was read officially: 1 rose, 0 none, −1 fell."""
    value = [1 if code in _ROSE else -1 if code in _FELL else 0 for code in STATE_CODES]
    return pd.DataFrame(
        {
            "state_code": STATE_CODES,
            "year": 2010,
            "indicator": "poverty_change_reading",
            "value": value,
            "edition": "sedesol_2011_08",
        }
    )
