"""The numbers that *Justice, with hindsight* names, section by section, as facts.

Each function takes what the notebook has computed and returns a frame for ``publish.facts``; a row
without a source rests on what the notebook names there.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cohesion import formats
from cohesion.chapters.safety.results import Tie
from cohesion.publishing import frames
from cohesion.tables.geography import NATION

#: What stands in the name of a fact → the row of the table of reporting.
_REPORTING = {
    "reported": "Crimes reported", "opened": "Investigation opened, of those reported",
    "authority": "Not reported because of the authority",
}  # fmt: skip


def of_unreported(dark: pd.DataFrame) -> pd.DataFrame:
    """Return unreported crime of the nation over the years, and the lowest of any state.

    Parameters
    ----------
    dark : DataFrame
        Nation and states × years, per cent.
    """
    nation = dark.loc[NATION]
    shares = {f"unreported-crime-{year}": nation[year] for year in (2011, 2012, 2024)} | {
        "unreported-crime-minimum": nation.min(), "unreported-crime-maximum": nation.max(),
        "unreported-crime-lowest-state": dark.drop(NATION).min().min(),
        "unreported-oaxaca-2011": dark.at["20", 2011],
    }  # fmt: skip
    return frames.rows(shares, unit="%", digits=1)


def of_reporting(table: pd.DataFrame) -> pd.DataFrame:
    """Return what became of crimes in the first and the last year (rows × years, per cent)."""
    ends = {f"hindsight-{name}-{year}": table.at[row, year] for name, row in _REPORTING.items()
            for year in (2011, 2024)}  # fmt: skip
    return frames.rows(ends, unit="%", digits=1)


def of_sexes(last: pd.Series) -> pd.DataFrame:
    """Return unreported crime of women and of men in the last year."""
    shares = {f"hindsight-unreported-{sex}": last[sex] for sex in ("women", "men")}
    return frames.rows(shares, unit="%", digits=1)


def of_desk(desk: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return treatment (``bad``) and time at the prosecutor (``long``) at both ends."""
    bad, long = desk["bad"], desk["long"]
    shares = {
        "treatment-bad-2012": bad[2012], "treatment-bad-2024": bad[2024],
        "time-over-4h-2011": long[2011], "time-over-4h-2024": long[2024],
    }  # fmt: skip
    return frames.rows(shares, unit="%", digits=1)


def of_stand_in(proxy: pd.Series, actual: pd.Series, tie: Tie) -> pd.DataFrame:
    """Return how the stand-in of 2010 goes with what was measured in 2011, by state.

    Parameters
    ----------
    proxy, actual : Series
        Files per 100 crimes of 2010; crimes with an investigation in 2011, per cent.
    tie : Tie
        Their rank correlation.
    """
    return frames.joined(
        frames.rows({"proxy-rho": tie.rho}, digits=2),
        frames.rows({"proxy-rho-interval": formats.interval(*tie.span, 2)}, digits=1),
        frames.rows({"proxy-n": tie.number, "proxy-too-low": (proxy < actual).sum()}),
    )


def of_counts(counted: Mapping[str, float]) -> pd.DataFrame:
    """Return how two counts of homicides compare, from ``later.two_counts``."""
    return frames.joined(
        frames.rows({"homicides-state-years": counted["state_years"]}),
        frames.rows({"homicides-other-ratio": counted["ratio"]}, digits=3),
        frames.rows({"homicides-other-correlation": counted["correlation"]}, digits=5),
    )
