"""Investigations opened for each hundred crimes, and the stages of the justice reform."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cohesion import paths
from cohesion.chapters.safety import declared
from cohesion.methods.estimates import Z95
from cohesion.tables.geography import NATION, STATES, state_name
from cohesion.tables.store import Selection


def files_per_crime(files: pd.Series, crimes: pd.Series) -> pd.Series:
    """Return how many files prosecutors opened per 100 crimes that the survey estimates."""
    return files.reindex(crimes.index) / crimes * 100


#: The widest coefficient of variation that each precision class of INEGI allows (class 3 has none).
CLASS_LIMIT = {1: 0.15, 2: 0.30}


def files_range(ratio: pd.Series, precision: pd.Series) -> pd.DataFrame:
    """Return the widest 95 % interval of files per crime that INEGI's precision class allows.

    The survey's table gives no standard errors; its colours bound the coefficient of variation of
    the estimate. The interval divides the ratio by 1 ± 1.96 times that bound. Columns ``rate``,
    ``low``, ``high``; a state of low precision has no interval.
    """
    spread = precision.reindex(ratio.index).map(CLASS_LIMIT) * Z95
    return pd.DataFrame({"rate": ratio, "low": ratio / (1 + spread), "high": ratio / (1 - spread)})


#: Main harm that victims name, in reading order.
HARM = {
    "harm_economic": "Economic",
    "harm_emotional": "Emotional or psychological",
    "harm_physical": "Physical, or to work",
}


def main_harm(selection: Selection) -> pd.DataFrame:
    """Return the nation's crimes by the main harm they did, per cent: all, women, men."""
    nation = selection.frame[selection.frame["state_code"] == NATION]
    table = nation.pivot(index="indicator", columns="sex", values="value").rename(index=HARM)
    return table[["total", "women", "men"]].rename_axis("Main harm")


def reform_table(stage: pd.Series, folder: Path = paths.PROGRAMME) -> tuple[pd.DataFrame, str]:
    """Return which states had which stage of the penal reform and since when, and the source.

    ``stage`` holds 100 (whole state), 50 (part) or 0 (not operating) by state key.
    """
    started = declared.reform_start(folder)
    years = started.years
    before = f"before {min(years.values())}"
    rows = []
    stages = {100: "In the whole state", 50: "In part of the state or of the crimes"}
    for value, label in stages.items():
        codes = stage.index[stage == value]
        listed = [f"{state_name(code)} ({years.get(code, before)})" for code in codes]
        rows.append((label, len(codes), ", ".join(listed)))
    none = stage.index[stage == 0]
    rows.append(("Not operating", len(none), ", ".join(STATES.loc[none, "name_en"])))
    frame = pd.DataFrame(rows, columns=["Stage", "States", "Which (in operation since)"])
    return frame.set_index("Stage"), started.source
