"""Tests of ``cohesion/readers/congresses.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.readers import congresses
from cohesion.tables.geography import STATE_CODES
from tests.tools.spoilt import values, written


def legislatures(*rows: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["cve_ent", "periodo"])
    return frame.assign(mujeres=1, hombres=3)


def test_the_legislature_that_begins_in_a_year_sits_at_its_end():
    yearly = congresses.sitting(legislatures(("01", "2007-2010"), ("01", "2010-2013")))
    periods = yearly.set_index("anio")["periodo"]
    assert periods.loc[2009] == "2007-2010"
    assert periods.loc[2010] == "2010-2013"
    assert periods.index.max() == 2012


@pytest.mark.parametrize("period", ["2010", "2013-2010", "2010-13"])
def test_an_unreadable_period_is_named(period):
    with pytest.raises(DataError, match=period):
        congresses.sitting(legislatures(("01", "2007-2010"), ("01", period)))


def test_congresses_that_change_at_the_end_of_a_year_sit_through_it():
    yearly = congresses.sitting(legislatures(("05", "2000-2002"), ("05", "2003-2005")))
    periods = yearly.set_index("anio")["periodo"]
    assert periods.loc[2002] == "2000-2002"
    # Who sits at the end of 2005 is not known: no successor is listed.
    assert periods.index.max() == 2004


def test_a_missing_legislature_leaves_a_gap():
    yearly = congresses.sitting(legislatures(("11", "2000-2003"), ("11", "2006-2009")))
    assert list(yearly["anio"]) == [2000, 2001, 2002, 2006, 2007, 2008]


def test_an_overlapping_period_gives_way_to_its_successor():
    yearly = congresses.sitting(legislatures(("13", "2016-2020"), ("13", "2018-2020")))
    assert dict(zip(yearly["anio"], yearly["periodo"], strict=True))[2018] == "2018-2020"
    assert not yearly.duplicated("anio").any()


def test_two_legislatures_that_begin_together_are_an_error():
    with pytest.raises(DataError, match="2010"):
        congresses.sitting(legislatures(("01", "2010-2012"), ("01", "2010-2013")))


def test_women_of_the_nation_are_counted_and_years_with_a_gap_are_left_out(tmp_path):
    rows = ["cve_ent,periodo,mujeres,hombres"]
    rows += [f"{code},2010-2012,1,3" for code in STATE_CODES if code != "09"]
    # The capital's assembly is listed for one year more and has as many seats as ten states.
    rows += ["09,2009-2012,20,20"]
    found = values(
        congresses.build_women(written(tmp_path, congresses.FILE, "\n".join(rows) + "\n")),
        "state_code", "year",
    )  # fmt: skip
    assert {year for _, year in found} == {2010, 2011}
    assert found["01", 2010] == 25 and found["09", 2011] == 50
    assert found["00", 2010] == pytest.approx(100 * 51 / (31 * 4 + 40))
