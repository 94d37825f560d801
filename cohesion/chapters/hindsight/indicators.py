"""Would the indicators of the logical framework have worked? Targets beside what came.

Targets come from the caller as the indicators chapter makes them (one row per indicator and state);
nothing here knows the programme's design.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from cohesion import formats, phrases
from cohesion.charts import panels
from cohesion.methods.estimates import Z95
from cohesion.publishing.claims import Claim, count, within
from cohesion.tables import catalogue
from cohesion.tables.geography import NATION, STATE_CODES, state_name
from cohesion.tables.store import Selection, select

#: The series in which targets are read: the one that began before the mission, and the next one.
FIRST, SECOND = "coneval_2008_2018", "coneval_2016_2022"
#: Adults' treatment when reporting: the two good answers.
GOOD = ("mp_treatment_excellent", "mp_treatment_good")
#: A verdict that the interval does not allow.
UNCLEAR = phrases.UNCLEAR["en"]["difference"]
#: The year before which the real agreement was not signed (19 November 2013).
AGREED = 2013


@dataclass(frozen=True)
class Observed:
    """What was observed of the indicators that have an official series.

    Attributes
    ----------
    distances : DataFrame
        indicator (of the framework), unit, edition, year, level, distance (behind the nation,
        positive is worse), error (standard error of the distance; NaN where none is published).
    sources : list of Selection
    """

    distances: pd.DataFrame
    sources: list[Selection]


def observed(series: Mapping[str, str]) -> Observed:
    """Return level and distance to the nation of every state, year by year, each edition apart.

    Parameters
    ----------
    series : mapping
        Id of the framework → id of the catalogue, all "lower is better".
    """
    parts, used = [], []
    for name, indicator in series.items():
        editions = (FIRST, SECOND) if indicator != "perception_insecure" else (None,)
        for edition in editions:
            chosen = select(indicator, as_of=None, edition=edition)
            used.append(chosen)
            frame = chosen.frame.set_index("year")
            nation = frame[frame[chosen.unit] == NATION]
            own = frame[frame[chosen.unit].isin(STATE_CODES)].reset_index()
            parts.append(
                pd.DataFrame(
                    {
                        "indicator": name,
                        "unit": own[chosen.unit],
                        "edition": edition or "",
                        "year": own["year"],
                        "level": own["value"],
                        "distance": own["value"] - own["year"].map(nation["value"]),
                        "error": (own["se"] ** 2 + own["year"].map(nation["se"]) ** 2) ** 0.5,
                    }
                )
            )
    return Observed(pd.concat(parts, ignore_index=True), used)


def judged(targets: pd.DataFrame, found: Observed) -> pd.DataFrame:
    """Return every target beside what the first series shows, one row per indicator and unit.

    Parameters
    ----------
    targets : DataFrame
        indicator, unit, name, baseline, distance, expected, target, target_year, mdc, detectable.

    Returns
    -------
    DataFrame
        The columns given and: series (last edition read), year (the target year, or the last one
        at hand before it), seen (the distance in that year), low and high (95 % interval, with the
        last published standard error), reached ('reached', 'missed', ``UNCLEAR``; 'no target'),
        first (the first year in which the distance was at the target or below; 0 for none),
        moved (change of the distance since the baseline year in the same series).
    """
    rows = []
    for row in targets.to_dict("records"):
        own = found.distances
        own = own[(own["indicator"] == row["indicator"]) & (own["unit"] == row["unit"])]
        own = own[own["edition"].isin([FIRST, ""])].sort_values("year")
        start = own[own["year"] == row["baseline_year"]]["distance"].iloc[0]
        upto = own[own["year"] <= row["target_year"]]
        last = upto.iloc[-1]
        errors = own["error"].dropna()
        half = Z95 * errors.iloc[-1] if len(errors) else float("nan")
        limit = row["target"] if row["distance"] > 0 else row["distance"]
        later = upto[(upto["year"] > row["baseline_year"]) & (upto["distance"] <= limit)]
        rows.append(
            row
            | {
                "limit": limit,
                "year": int(last["year"]),
                "seen": last["distance"],
                "low": last["distance"] - half,
                "high": last["distance"] + half,
                "reached": _verdict(last["distance"], half, limit),
                "first": int(later["year"].iloc[0]) if len(later) else 0,
                "moved": last["distance"] - start,
            }
        )
    return pd.DataFrame(rows)


def _verdict(seen: float, half: float, limit: float) -> str:
    """Say whether a distance is at the target or below; with an interval, whether that is told."""
    if math.isnan(half):
        return "reached" if seen <= limit else "missed"
    if seen + half <= limit:
        return "reached"
    return "missed" if seen - half > limit else UNCLEAR


def outcome_table(found: pd.DataFrame, digits: Mapping[str, int]) -> pd.DataFrame:
    """Return the table of the page: target and outcome, one row per indicator and unit."""
    lines = []
    for row in found.itertuples():
        places = digits[row.indicator]
        errors = not math.isnan(row.low)
        interval = formats.interval(row.low, row.high, places) if errors else "–"
        lines.append(
            {
                "No.": row.indicator,
                "State": row.name,
                "Baseline": formats.number(row.baseline, places),
                "Behind the nation": formats.number(row.distance, places),
                "By the trend alone": formats.number(row.expected, places),
                "Target": formats.number(row.limit, places),
                "Observed": f"{formats.number(row.seen, places)} ({row.year})",
                "95 % interval": interval,
                "Verdict": row.reached,
                "First at the target": str(row.first) if row.first else "never",
                "Visible from": formats.number(row.mdc, places),
            }
        )
    return pd.DataFrame(lines).set_index("No.")


def years_table(found: Observed, states: Sequence[str], digits: Mapping[str, int]) -> pd.DataFrame:
    """Return the distance to the nation of each state in every year at hand, with its error.

    Returns
    -------
    DataFrame
        Index: indicator; ``State``, one column per year of the first series from 2010 on (and of
        the survey of victims), one per year of CONEVAL's second series.
    """
    own = found.distances[found.distances["unit"].isin(states) & (found.distances["year"] >= 2010)]
    later = own["edition"] == SECOND
    own = own.assign(column=own["year"].astype(str) + later.map({True: ", from 2016", False: ""}))
    heads = [head for side in (~later, later) for head in sorted(own.loc[side, "column"].unique())]
    rows = []
    for (name, unit), part in own.groupby(["indicator", "unit"], sort=False):
        cells = {}
        for row in part.itertuples():
            half = f" ± {formats.number(Z95 * row.error, digits[name])}"
            told = "" if math.isnan(row.error) else half
            cells[row.column] = formats.number(row.distance, digits[name]) + told
        line = {head: cells.get(head, formats.MISSING) for head in heads}
        rows.append({"No.": name, "State": state_name(unit), **line})
    return pd.DataFrame(rows).sort_values(["No.", "State"]).set_index("No.")


def level_targets(found: Observed, series: Sequence[str], share: float = 0.1) -> pd.DataFrame:
    """Return how many of the 32 states would have passed a plain level, a share below 2010.

    Returns
    -------
    DataFrame
        Index: indicator; one column per later year of the first series: states at or below.
    """
    rows = {}
    for name in series:
        own = found.distances
        own = own[(own["indicator"] == name) & (own["edition"] == FIRST)]
        wide = own.pivot(index="unit", columns="year", values="level")
        rows[name] = {
            year: int((wide[year] <= (1 - share) * wide[2010]).sum())
            for year in wide.columns
            if year > 2010
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def without_programme(found: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Return how often the same rule was met where nobody had a target.

    Parameters
    ----------
    found : DataFrame
        As :func:`judged` gives it, for all 32 states.
    states : sequence of str
        Those of the programme; they are left out.

    Returns
    -------
    DataFrame
        Index: indicator; behind (states behind the nation), met (of them at the target by the last
        year read, whatever the interval says), told (of them outside their interval).
    """
    rest = found[~found["unit"].isin(states) & (found["distance"] > 0)]
    rows = {}
    for name, part in rest.groupby("indicator", sort=False):
        rows[name] = {
            "behind": len(part),
            "met": int((part["seen"] <= part["limit"]).sum()),
            "told": int((part["reached"] == "reached").sum()),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def treatment(states: Sequence[str], until: int = 2017) -> tuple[pd.DataFrame, list[Selection]]:
    """Return good or excellent treatment when reporting: 2012, the target year and the last one.

    Returns
    -------
    DataFrame
        Index: nation and states; one column per year from 2012, ``target`` (five points above 2012
        is set by the caller), ``gain`` (to ``until``).
    """
    chosen = select(list(GOOD), as_of=None, years=list(range(2012, 2025)))
    frame = chosen.frame
    wide = frame.pivot_table(index=chosen.unit, columns="year", values="value", aggfunc="sum")
    wide = wide.loc[[NATION, *states]]
    return wide.assign(gain=wide[until] - wide[2012]), [chosen]


def levels_table(levels: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return :func:`level_targets` with names."""
    shown = levels.rename(columns=str)
    shown.index = pd.Index([titles[name] for name in levels.index], name="States at such a level")
    return shown


def others_table(others: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return :func:`without_programme` with names."""
    shown = others.set_axis(["Behind the nation", "At the target", "Told"], axis=1)
    shown.index = pd.Index([titles[name] for name in others.index], name="Other states")
    return shown


def treatment_table(good: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`treatment` with names of places."""
    names = ["Mexico" if unit == NATION else state_name(unit) for unit in good.index]
    shown = good.rename(columns={"gain": "2012 to 2017"}).rename(columns=str)
    return shown.set_axis(pd.Index(names, name="Place"))


def continuity(series: Mapping[str, str], names: Mapping[str, str]) -> pd.DataFrame:
    """Return what became of each series: first and last year at hand by state, and its break.

    Words come from the catalogue.
    """
    known = catalogue.indicators()
    rows = {}
    for ident, indicator in series.items():
        frame = select(indicator, as_of=None, apart=True, years=list(range(2008, 2031))).frame
        frame = frame[frame["state_code"] != NATION]
        rows[ident] = {
            "Series": names[ident],
            "By state, last year": str(frame["year"].max()),
            "With standard errors until": str(int(frame.loc[frame["se"].notna(), "year"].max()))
            if frame["se"].notna().any()
            else "never",
            "What changed": known.at[indicator, "break_note"] or "nothing declared",
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("No.")


def paths_figure(
    found: Observed, targets: pd.DataFrame, titles: Mapping[str, str], states: Sequence[str]
) -> Figure:
    """Draw the distance of each state to the nation over the years, with the target as a mark."""
    colours = dict(zip(states, ("blue", "orange", "green", "purple"), strict=False))
    charts = {}
    for name, title in titles.items():
        own = found.distances[found.distances["indicator"] == name]
        paths, aims = [], []
        for state in states:
            for edition, part in own[own["unit"] == state].groupby("edition"):
                line = part.set_index("year").sort_index()
                paths.append(panels.Path(state_name(state), line["distance"], Z95 * line["error"],
                                         colours[state], later=edition == SECOND))  # fmt: skip
            aim = targets[(targets["indicator"] == name) & (targets["unit"] == state)].iloc[0]
            aims.append(panels.Aim(aim["target_year"], aim["limit"], colours[state]))
        charts[title] = (paths, aims)
    key = {state_name(state): colour for state, colour in colours.items()}
    return panels.paths(charts, key, (2008, 2012, 2016, 2020))


def shares(found: pd.DataFrame, others: pd.DataFrame) -> dict[str, int]:
    """Return the counts of the page: of distances with a target, and of the other states."""
    aimed = found[found["distance"] > 0]
    told = aimed["reached"].value_counts()
    return {
        "aimed": len(aimed),
        "reached": int(told.get("reached", 0)),
        "missed": int(told.get("missed", 0)),
        "untold": int(told.get(UNCLEAR, 0)),
        "at-target": int((aimed["seen"] <= aimed["limit"]).sum()),
        "others-behind": int(others["behind"].sum()),
        "others-met": int(others["met"].sum()),
        "visible": int((aimed["added"].abs() >= aimed["mdc"]).sum()),
    }


def yearly_moves(good: pd.DataFrame) -> float:
    """Return the median absolute change of good treatment from one year to the next, points."""
    years = [column for column in good if isinstance(column, int)]
    steps = good.drop(index=NATION)[years].T.diff().abs()
    return float(steps.stack().median())


def claims(
    found: pd.DataFrame, levels: pd.DataFrame, others: pd.DataFrame, good: pd.DataFrame, gain: float
) -> dict[str, Claim]:
    """Return what the page concludes.

    Parameters
    ----------
    found : DataFrame
        As :func:`judged` gives it, for the proposed states.
    levels, others, good : DataFrame
        As :func:`level_targets`, :func:`without_programme` and :func:`treatment` give them,
        ``good`` for the proposed states.
    gain : float
        The target of good treatment, points above the baseline.
    """
    return (
        _of_verdicts(shares(found, others))
        | _of_levels(levels)
        | _of_oaxaca(found)
        | _of_treatment(good, gain)
    )


def _of_verdicts(n: Mapping[str, int]) -> dict[str, Claim]:
    """Return how often a target would have been told apart, with a programme and without one."""
    most = n["others-behind"] + n["aimed"]
    return {
        "would-half-untold": Claim(
            "half of the distances with a target or more show no clear difference from it, and "
            "fewer than a quarter are told to have reached it",
            "untold >= number / 2 and reached < number / 4",
            {"untold": count(n["untold"], of=most), "reached": count(n["reached"], of=most),
             "number": count(n["aimed"], of=most)},
        ),
        "would-none-visible": Claim(
            "no addition to the trend is as large as the survey can see", "visible == 0",
            {"visible": count(n["visible"], of=most)},
        ),
        "would-others-more": Claim(
            "the same rule was met more often where nobody had a target",
            "met / others > own / number",
            {"met": count(n["others-met"], of=99), "others": count(n["others-behind"], of=99),
             "own": count(n["at-target"], of=99), "number": count(n["aimed"], of=99)},
        ),
    }  # fmt: skip


def _of_levels(levels: pd.DataFrame) -> dict[str, Claim]:
    """Return when the states passed a level a tenth below that of 2010, programme or not."""
    return {
        "would-level-health": Claim(
            "a level a tenth below that of 2010 was passed in access to health services by every "
            "state in 2012", "passed == 32", {"passed": count(int(levels.at["O-3", 2012]), of=32)},
        ),
        "would-level-poverty": Claim(
            "in poverty fewer than a quarter of the states had passed such a level in 2012, and "
            "more than half in 2016", "early < 8 and late > 16",
            {"early": count(int(levels.at["O-1", 2012]), of=32),
             "late": count(int(levels.at["O-1", 2016]), of=32)},
        ),
    }  # fmt: skip


def _of_oaxaca(found: pd.DataFrame) -> dict[str, Claim]:
    """Return that a target reached once was missed in the end."""
    poverty = found[found["indicator"] == "O-1"].set_index("name")
    return {
        "would-oaxaca-back": Claim(
            "in poverty Oaxaca is told to have missed its target, and was at it in 2012",
            "low > limit and first == 2012",
            {"low": within(poverty.at["Oaxaca", "low"], -100, 100),
             "limit": within(poverty.at["Oaxaca", "limit"], -100, 100),
             "first": within(int(poverty.at["Oaxaca", "first"]), 0, 2040)},
        ),
    }  # fmt: skip


def _of_treatment(good: pd.DataFrame, gain: float) -> dict[str, Claim]:
    """Return that good treatment moves from year to year as far as its target asks."""
    return {
        "would-treatment": Claim(
            "one of the states reached the target of good treatment, and single years move as far",
            "reached == 1 and moves >= gain",
            {"reached": count(int((good.drop(index=NATION)["gain"] >= gain).sum()), of=32),
             "moves": within(yearly_moves(good), 0, 100), "gain": within(gain, 0, 100)},
        ),
    }  # fmt: skip
