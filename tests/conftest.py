"""Small tables and catalogues that the tests break on purpose."""

from __future__ import annotations

import pandas as pd
import pytest

from cohesion.geography import STATE_CODES


@pytest.fixture
def indicators() -> pd.DataFrame:
    return pd.DataFrame(
        {"minimum": [0.0, None], "maximum": [100.0, None]},
        index=pd.Index(["poverty", "population"], name="id"),
    )


@pytest.fixture
def editions() -> pd.DataFrame:
    return pd.DataFrame(
        {"published": pd.to_datetime(["2011-07-29", "2019-08-05"])},
        index=pd.Index(["first", "series"], name="edition"),
    )


@pytest.fixture
def table() -> bytes:
    """A state table as it should be: 32 states and the nation, one indicator, one year."""
    lines = ["state_code,year,indicator,value,edition"]
    lines += [f"{code},2010,poverty,{20 + int(code)},first" for code in ("00", *STATE_CODES)]
    return ("\n".join(lines) + "\n").encode()
