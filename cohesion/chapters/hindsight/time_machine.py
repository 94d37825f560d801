"""The report's summary and some of its conclusions as of other days, in one process.

Conditions are those of the mission edition itself, as its notebooks published them; only the
figures are those of the day. What the tables do not hold for a day is said, not guessed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cohesion import formats
from cohesion.chapters.hindsight import days
from cohesion.chapters.hindsight.choice import Choice
from cohesion.errors import DataError
from cohesion.publishing import claims, stored
from cohesion.publishing.claims import Claim, Quantity, coefficient, count, share, within
from cohesion.tables.geography import NATION, STATE_CODES, STATES, named, state_name
from cohesion.tables.store import Selection

RIGHTS = ("education", "health", "social_security", "housing", "services", "food")
RATES = (0.0, 1000.0)


@dataclass
class Book:
    """The figures of a day, each read once.

    Attributes
    ----------
    day : date
    later_base : mapping
        As in ``time_machine.yml``.
    sources : list of Selection
        What was read so far.
    stand_ins : set of Reference
        The series read, each in its reference year, whose edition was published after the day.
    """

    day: datetime.date
    later_base: Mapping[str, str]
    sources: list[Selection] = field(default_factory=list)
    stand_ins: set[days.Reference] = field(default_factory=set)

    def level(self, indicator: str, *, nation_only: bool = False) -> tuple[pd.Series, int]:
        """Return nation and states in the reference year, and that year."""
        at = self._at(indicator, nation_only=nation_only)
        return self._read(at)[at.year], at.year

    def rate(self, events: str, base: str, years: int, back: int = 0) -> tuple[pd.Series, int]:
        """Return events over the base, both summed over so many years, ``back`` years earlier."""
        span = range(years + back)
        top, bottom = (self._at(name, span=span) for name in (events, self._base(base)))
        year = min(top.year, bottom.year)
        wanted = [year - back - step for step in range(years)]
        both = [self._read(at, wanted).sum(axis=1, skipna=False) for at in (top, bottom)]
        return both[0] / both[1], year

    def pair(self, indicator: str, back: int) -> tuple[pd.Series, pd.Series]:
        """Return the level of one edition in the reference year and ``back`` years before."""
        at = self._at(indicator, span=(0, back))
        table = self._read(at, [at.year - back, at.year])
        return table[at.year - back], table[at.year]

    def _base(self, name: str) -> str:
        """Return what a count is divided by: on later days a later population."""
        return name if self.day == days.load_days().days[0] else self.later_base.get(name, name)

    def _at(self, indicator: str, **options: Any) -> days.Reference:
        found = days.reference(indicator, self.day, **options)
        if found is None:
            raise DataError(
                f"no observation of '{indicator}' as of {self.day}.", cure="Show the gap as a gap."
            )
        if found.stand_in:
            self.stand_ins.add(found)
        return found

    def _read(self, at: days.Reference, years: Sequence[int] | None = None) -> pd.DataFrame:
        table, chosen = days.figures(at, years)
        self.sources.append(chosen)
        return table


def summary(book: Book) -> dict[str, str]:
    """Return the facts of the report's summary, each with the year that it describes."""

    def written(value: float, year: int, digits: int = 1, unit: str = "") -> str:
        return f"{formats.with_unit(formats.number(value, digits), unit)} ({year})"

    lines = {}
    for label, indicator in (
        ("Poor", "poverty"),
        ("No social security", "deprivation_social_security"),
        ("No access to health services", "deprivation_health"),
    ):
        values, year = book.level(indicator)
        lines[label] = written(values[NATION], year, unit="%")
    values, year = book.level("poverty_persons", nation_only=True)
    lines["Poor, million persons"] = written(values[NATION] / 1e6, year)
    deaths, year = book.level("homicides_residence")
    lines["Homicides"] = written(deaths[NATION], year, 0)
    rate, year = book.rate("homicides_residence", "population_vintage2011", 1)
    lines["Homicides per 100 000"] = written(1e5 * rate[NATION], year)
    values, year = book.level("unreported_crime", nation_only=True)
    lines["Crimes not reported or not investigated"] = written(values[NATION], year, unit="%")
    ratio, year = book.rate("maternal_deaths_registered", "births_estimated", 5)
    ratio = 1e5 * ratio
    worst = ratio.drop(NATION).idxmax()
    lines["Maternal deaths per 100 000 births, five years"] = written(ratio[NATION], year)
    lines["Highest in"] = f"{state_name(worst)}, {formats.number(ratio[worst])}"
    lag, lag_year = book.level("social_lag_index")
    victims, year = book.level("prevalence")
    r = lag.drop(NATION).corr(victims.drop(NATION))
    lines["Social lag and victims, r"] = f"{formats.number(r, 2)} ({lag_year}, {year})"
    return lines


def quantities(book: Book) -> dict[str, dict[str, Quantity]]:
    """Return what conditions of the mission edition rest on, with the figures of the day."""
    found: dict[str, dict[str, Quantity]] = {}
    found |= _of_poverty(book)
    found |= _of_health(book)
    found |= _of_homicide(book)
    found |= _of_fear(book)
    turnout, women = (
        book.level(name)[0].drop(NATION)
        for name in ("turnout_federal_deputies", "women_state_congress")
    )
    found["justice-campeche"] = {"turnout": share(_named(turnout)), "women": share(_named(women))}
    return found


def _named(values: pd.Series) -> pd.Series:
    return named(values.to_frame("value"))["value"]


def _of_poverty(book: Book) -> dict[str, dict[str, Quantity]]:
    poor, _ = book.level("poverty")
    poor = poor[list(STATE_CODES)]
    means = poor.groupby(STATES["region"]).mean()
    persons = book.level("poverty_persons")[0][list(STATE_CODES)]
    rights = {}
    for right in RIGHTS:
        at = days.reference(f"deprivation_{right}", book.day)
        # A right that a later series no longer measures is left out of the comparison.
        if at is not None and at.year == days.reference("poverty", book.day).year:
            rights[right] = book.level(f"deprivation_{right}")[0][list(STATE_CODES)]
    frame = pd.DataFrame(rights)
    lead = frame["social_security"] - frame.drop(columns="social_security").max(axis=1)
    north = frame.loc[STATES["region"] == "North", "services"].max()
    by_name = share(_named(poor))
    return {
        "social-south-poorest": {
            "south": share(means["South"]), "north": share(means["North"]),
            "centre": share(means["Centre"]), "poor": by_name,
        },
        "social-security-leads": {"lead": within(_named(lead), -100, 100)},
        "social-services-south": {"services": share(_named(frame["services"])),
                                  "north": share(north)},
        "social-numbers-elsewhere": {"poor": by_name, "persons": within(_named(persons), 0, 2e7)},
    }  # fmt: skip


def _of_health(book: Book) -> dict[str, dict[str, Quantity]]:
    before, now = (side[list(STATE_CODES)] for side in book.pair("deprivation_health", 2))
    return {"health-fell-where-high": {"rho": coefficient(before.corr(now - before, "spearman"))}}


def _of_homicide(book: Book) -> dict[str, dict[str, Quantity]]:
    after, before = (
        1e5 * book.rate("homicides_residence", "population_vintage2011", 3, back)[0]
        for back in (0, 3)
    )
    own, earlier = _named(after.drop(NATION)), _named(before.drop(NATION))
    north_west = ["Chihuahua", "Sinaloa", "Durango", "Baja California", "Nayarit"]
    southeast = ["Yucatán", "Campeche", "Quintana Roo", "Tabasco", "Chiapas"]
    nation = within(after[NATION], *RATES)
    return {
        "safety-ends": {"rate": within(own, *RATES)},
        "safety-oaxaca": {"oaxaca": within(own["Oaxaca"], *RATES),
                          "slp": within(own["San Luis Potosí"], *RATES), "nation": nation},
        "safety-north-west": {"after": within(own, *RATES),
                              "least": within((own / earlier)[north_west].min(), 0, 100)},
        "safety-southeast": {"southeast": within(own[southeast].mean(), *RATES), "nation": nation},
    }  # fmt: skip


def _of_fear(book: Book) -> dict[str, dict[str, Quantity]]:
    # Victims are published per 100 000 adults, fear in per cent.
    victims, fear = book.level("prevalence")[0] / 1000, book.level("perception_insecure")[0]
    alone = [_named(values.drop(NATION)) for values in (victims, fear)]
    nation = {"nation_victims": share(victims[NATION]), "nation_fear": share(fear[NATION])}
    both = {"victims": share(alone[0]), "fear": share(alone[1])}
    return {
        "safety-fear-wider": {**nation, "least": within((alone[1] - alone[0]).min(), -100, 100)},
        "safety-fear-examples": {**nation, **both},
        "safety-fear-ends": both,
    }


def verdicts(book: Book) -> dict[str, bool]:
    """Return, for each claim that can be asked of the day, whether its condition holds."""
    return {
        name: claims.holds(stored.item(name)["condition"], held)
        for name, held in quantities(book).items()
    }


def claims_table(books: Sequence[Book]) -> pd.DataFrame:
    """Return one row per claim: what it says, and whether it holds as of each day."""
    columns = {f"{book.day:%B %Y}": verdicts(book) for book in books}
    names = list(next(iter(columns.values())))
    rows = {
        stored.item(name)["says"]: {
            head: "holds" if held[name] else "no longer" for head, held in columns.items()
        }
        for name in names
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("What the report says")


def summary_table(books: Sequence[Book]) -> pd.DataFrame:
    """Return one row per fact of the summary, one column per day."""
    return pd.DataFrame({f"{book.day:%B %Y}": summary(book) for book in books}).rename_axis("Fact")


def conclusions(table: pd.DataFrame, choices: Sequence[Choice]) -> dict[str, Claim]:
    """Return what the page concludes of its own tables.

    Parameters
    ----------
    table : DataFrame
        As :func:`claims_table` gives it.
    """
    fallen = (table == "no longer").sum()
    always = set(choices[0].proposed).intersection(*(choice.proposed for choice in choices))
    ever = set().union(*(choice.proposed for choice in choices))
    n, ranks = len(table), [choice.ranks["24"] for choice in choices]
    return {
        "machine-mission-holds": Claim(
            "on the day of the report every one of these claims holds", "fallen == 0",
            {"fallen": count(int(fallen.iloc[0]), of=n)},
        ),
        "machine-claims-fall": Claim(
            "of these claims at least a third no longer holds at the end",
            "fallen >= number / 3",
            {"fallen": count(int(fallen.iloc[-1]), of=n), "number": count(n, of=99)},
        ),
        "machine-core": Claim(
            "Chiapas and Oaxaca are proposed on every day, and no state beside the four on any",
            "always == 2 and ever == 4 and chiapas == 1 and oaxaca == 1",
            {"always": count(len(always), of=32), "ever": count(len(ever), of=32),
             "chiapas": count(int("07" in always), of=1),
             "oaxaca": count(int("20" in always), of=1)},
        ),
        "machine-guerrero": Claim(
            "Guerrero is excluded by a gate in 2014 alone", "excluded == 1 and in_2014 == 1",
            {"excluded": count(sum("12" in choice.excluded for choice in choices), of=9),
             "in_2014": count(int("12" in choices[1].excluded), of=1)},
        ),
        "machine-puebla": Claim(
            "Puebla is proposed until 2016 and never after", "early == 3 and late == 0",
            {"early": count(sum("21" in c.proposed for c in choices if c.day.year <= 2016), of=9),
             "late": count(sum("21" in c.proposed for c in choices if c.day.year > 2016), of=9)},
        ),
        "machine-slp": Claim(
            "San Luis Potosí is never among the first ten", "best > 10",
            {"best": count(int(min(r for r in ranks if r == r)), of=32)},
        ),
    }  # fmt: skip


#: Claims on poverty and on rights; all others are on violence, fear and participation.
SLOW = ("social-", "health-")


def movements(books: Sequence[Book], table: pd.DataFrame) -> dict[str, Claim]:
    """Return what the page concludes of the summary, and of which claims last."""
    lack = [book.level("deprivation_health")[0][NATION] for book in books]
    killed = [
        1e5 * book.rate("homicides_residence", "population_vintage2011", 1)[0][NATION]
        for book in books
    ]
    names = list(quantities(books[0]))
    fallen = pd.Series((table.iloc[:, 2] == "no longer").to_numpy(), index=names)
    slow = fallen.index.str.startswith(SLOW)
    return {
        "machine-swings": Claim(
            "the share without access to health services falls to half and rises above its start, "
            "and the homicide rate falls by a quarter and rises above its start",
            "lowest <= first / 1.9 and last > first and calm < 0.75 * start and peak > start",
            {"lowest": share(min(lack)), "first": share(lack[0]), "last": share(lack[-1]),
             "calm": within(min(killed), *RATES), "start": within(killed[0], *RATES),
             "peak": within(max(killed[2:]), *RATES)},
        ),
        "machine-violence-falls": Claim(
            "by 2016 none of the claims on poverty and rights has fallen, and at least half of the "
            "others", "slow == 0 and fast >= others / 2",
            {"slow": count(int(fallen[slow].sum()), of=len(names)),
             "fast": count(int(fallen[~slow].sum()), of=len(names)),
             "others": count(int((~slow).sum()), of=len(names))},
        ),
    }  # fmt: skip
