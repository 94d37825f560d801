"""The time machine is no other report: two days rebuilt whole, with its settings, are equal.

A copy of the project gets another day in ``edition.yml``, the reference years of that day in its
rule and in its periods, and the re-publications that may stand in on that day in its catalogue.
Then its notebook on the choice of states runs as it is, and a notebook calls the functions by which
the chapters make the facts of the summary and the claims, through the store and the vintage rule.
Nothing of ``chapters/hindsight`` takes part. Slow tests.
"""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from cohesion.chapters.hindsight import choice, days, time_machine
from cohesion.chapters.selection import data, rule
from cohesion.publishing import stored
from cohesion.tables import catalogue, store
from cohesion.tables.geography import STATES
from tests.tools.two_places import HERE, copy_of_the_project, environment

pytestmark = pytest.mark.slow

DAYS = [datetime.date(2014, 6, 30), datetime.date(2019, 6, 30)]
#: What the summary and the claims read beside what the rule names.
READ = ("poverty_persons", "homicides_residence", "unreported_crime", "prevalence",
        "perception_insecure", "maternal_deaths_registered", "births_estimated",
        "deprivation_education", "deprivation_housing", "deprivation_services",
        "deprivation_food")  # fmt: skip
#: Claims of the same functions that rest on what is no figure of a day (see the page's notes).
LEFT_OUT = ("social-own-rank", "safety-general-rise", "safety-places", "safety-fear-apart",
            "health-popular-grew", "health-split-poverty", "justice-order-open",
            "justice-no-region", "justice-harm-women", "justice-voice-apart")  # fmt: skip

NOTEBOOK = """\
---
file_format: mystnb
kernelspec: {{name: python3, display_name: Python 3}}
cohesion: {{stage: 2}}
---
# As of another day

```{{code-cell}}
import pandas as pd
from cohesion.chapters import health_conclusions, social, social_conclusions
from cohesion.chapters.safety import conclusions as safety, results
from cohesion.methods import rates
from cohesion.publishing import publish
from cohesion.tables.geography import NATION, STATES
from cohesion.tables.store import select

years, base = {years}, {base!r}
poor, last = years["poverty"], years["homicides_residence"]
def nation(name, **options):
    chosen = select(name, years=[years[name]], **options)
    return chosen.nation(name, years[name]), chosen
for name, scale, unit, digits, level in [
    ("poverty", 1, "%", 1, "state"), ("deprivation_social_security", 1, "%", 1, "state"),
    ("deprivation_health", 1, "%", 1, "state"), ("poverty_persons", 1e6, "", 1, "state"),
    ("homicides_residence", 1, "", 0, "state"),
    ("unreported_crime", 1, "%", 1, {level_of_unreported!r}),
]:
    value, chosen = nation(name, level=level)
    publish.fact(f"day-{{name.replace('_', '-')}}", value / scale, unit=unit, digits=digits,
                 source=chosen)
```

```{{code-cell}}
homicides = select(["homicides_residence", base])
trend = results.national_trend(homicides, "homicides_residence", [last])
publish.fact("day-homicide-rate", trend.at[last, "rate"], source=homicides)
results.BEFORE, results.AFTER = [list(range(last - back, last - back + 3)) for back in (5, 2)]
states = results.homicide_table(*results.homicide_periods(homicides))
none = pd.Series(0, index=states.index)
publish.claims(safety.of_states(states, none, homicides))
five = list(range(years["maternal"] - 4, years["maternal"] + 1))
mothers = select("maternal_deaths_registered", years=five)
births = select("births_estimated", years=five)
ratio = rates.pooled_rates(results.units_by_year(mothers, "maternal_deaths_registered", five),
                           results.units_by_year(births, "births_estimated", five))["rate"]
worst = ratio.drop(NATION).idxmax()
publish.fact("day-maternal", ratio[NATION], source=[mothers, births])
publish.fact("day-maternal-worst", STATES.at[worst, "name_en"], source=[mothers, births])
publish.fact("day-maternal-most", ratio[worst], source=[mothers, births])
```

```{{code-cell}}
rights = [name for name in social.DEPRIVATIONS if name in {rights}]
now = select(["poverty", *rights], years=[poor], apart=True)
persons = select("poverty_persons", years=[poor])
publish.claims(social_conclusions.of_states(
    now.wide(poor), none, persons.wide(poor)["poverty_persons"], publish.apart(now, persons)))
healthy = years["deprivation_health"]
two = select("deprivation_health", years=[healthy - 2, healthy], series=True)
shares = results.units_by_year(two, "deprivation_health", [healthy - 2, healthy]).drop(NATION)
moved = pd.DataFrame({{"before": shares[healthy - 2], "change": shares.diff(axis=1)[healthy]}})
same = pd.DataFrame({{name: now.wide(poor)["poverty"] for name in
                     ("poverty", "affiliation_seguro_popular", "affiliation_imss")}})
still = pd.DataFrame({{"Change, points": {{"Seguro Popular": 0, "IMSS": 0, "ISSSTE": 0}}}})
publish.claims(health_conclusions.of_access(moved, still, same, publish.apart(now, two)))
```

```{{code-cell}}
lag, victims, fear = (select(name, years=[years[name]]) for name in
                      ("social_lag_index", "prevalence", "perception_insecure"))
wide = {{name: chosen.wide(years[name])[name] for name, chosen in
        (("social_lag_index", lag), ("prevalence", victims), ("perception_insecure", fear))}}
publish.fact("day-lag-victims", wide["social_lag_index"].corr(wide["prevalence"]), digits=2,
             source=[lag, victims])
both = (victims.nation("prevalence", years["prevalence"]) / 1000,
        fear.nation("perception_insecure", years["perception_insecure"]))
publish.claims(safety.of_fear(wide["prevalence"] / 1000, wide["perception_insecure"], both, 0, 0,
                              [victims, fear]))
votes, seats = (select(name, years=[years[name]]) for name in
                ("turnout_federal_deputies", "women_state_congress"))
voice = pd.DataFrame({{
    "turnout": votes.wide(years["turnout_federal_deputies"])["turnout_federal_deputies"],
    "women": seats.wide(years["women_state_congress"])["women_state_congress"]}})
harm = pd.DataFrame({{"women": [1.0], "men": [1.0]}}, index=["Emotional or psychological"])
publish.claims(safety.of_justice(voice["women"], 1, 1, harm, voice, (0, 0), [votes, seats]))
```
"""


def of_day(text: str) -> int:
    """Return the year that a fact of the summary describes."""
    return int(re.findall(r"\((?:\d{4}, )?(\d{4})\)$", text)[0])


@pytest.fixture(scope="module", params=DAYS, ids=str)
def rebuilt(request, tmp_path_factory):
    """A rebuild of a day, and what the time machine says of it: book, facts, choice, results."""
    settings = days.load_days()
    day = request.param
    place = tmp_path_factory.mktemp("day") / "project"
    copy_of_the_project(place)
    book = time_machine.Book(day, settings.later_base)
    facts = time_machine.summary(book)
    chosen = choice.as_of(choice.plan_of_draws(settings), day, settings.later_base)
    set_back(place, day, settings, chosen.years)
    base = settings.later_base["population_vintage2011"]
    replace(place / "cohesion/chapters/safety/results.py", '"population_vintage2011"', f'"{base}"')
    write_notebook(place, day, facts, base)
    for name in ("selection", "as-of-day"):
        done = subprocess.run(
            [sys.executable, "-m", "cohesion", "book", "--explore", "--run",
             f"notebooks/{name}.md"], cwd=place, text=True, timeout=1800, capture_output=True,
            env=environment(HERE, place.parent / "home"),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-2500:]
    found = {}
    for file in (place / "_build" / "results").glob("[!.]*/items.jsonl"):
        for line in file.read_text("utf-8").splitlines():
            item = json.loads(line)
            found[item["name"]] = item
    return book, facts, chosen, found


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, (file, old)
    file.write_text(text.replace(old, new), "utf-8")


def set_back(place: Path, day: datetime.date, settings, years: dict[str, int]) -> None:
    """Write the settings of a day into a copy of the project."""
    programme = place / "data" / "programme"
    file = programme / "edition.yml"
    file.write_text(re.sub(r"(?m)^as_of: .*$", f"as_of: {day}", file.read_text("utf-8")), "utf-8")
    file = programme / "selection.yml"
    text = file.read_text("utf-8")
    for old, new in settings.later_base.items():
        text = text.replace(old, new)
    for name, year in years.items():
        text, times = re.subn(rf"(id: {name}, .*?year: )\d{{4}}", rf"\g<1>{year}", text)
        assert times == 1, name
    gate = years["homicide_level"]
    text, times = re.subn(r"(indicator: homicide_level\n    year: )\d{4}", rf"\g<1>{gate}", text)
    assert times == 1
    for key in ("draws", "data_replicates"):
        number = getattr(settings, key)
        text, times = re.subn(rf"(?m)^(  {key}: )\d+", rf"\g<1>{number}", text)
        assert times == 1
    file.write_text(text, "utf-8")
    # The change of homicide rates is over three years on every day.
    first = years["homicide_rise"] - 3
    file = place / "cohesion" / "chapters" / "selection" / "data.py"
    replace(file, f"BASE_YEAR = {data.BASE_YEAR}", f"BASE_YEAR = {first}")
    write_stand_ins(place / "data" / "catalogue" / "later.stand_ins.csv", day, settings)


def write_stand_ins(file: Path, day: datetime.date, settings) -> None:
    """Declare which later editions stand in on a day: of years that were out by then."""
    plan = rule.load_plan()
    wanted = {*READ, *settings.later_base.values()}
    for item in plan.indicators:
        for candidate in item.candidates:
            wanted |= {candidate.id, candidate.per} - {None}
    frames = [store.read(name) for name, level in store.levels().items() if level != "municipality"]
    rows = pd.concat([frame[["indicator", "edition", "year"]] for frame in frames])
    rows = rows[rows["indicator"].isin(wanted)].drop_duplicates()
    rows["published"] = rows["edition"].map(catalogue.editions()["published"])
    last = day.year - 1 - (datetime.date(day.year, 12, 31) > day)
    rows = rows[(rows["published"] > pd.Timestamp(day)) & (rows["year"] <= last)]
    known = catalogue.stand_ins()
    known = {(row.indicator, row.edition, year) for row in known.itertuples()
             for year in range(row.year_from, row.year_to + 1)}  # fmt: skip
    lines = ["indicator,edition,year_from,year_to,original_title,original_published,original_url,"
             "note,difference"]  # fmt: skip
    for row in rows.itertuples():
        if (row.indicator, row.edition, row.year) not in known:
            lines.append(f"{row.indicator},{row.edition},{row.year},{row.year},first printing,"
                         f"{min(day, datetime.date(row.year + 1, 12, 31))},https://example.org,"
                         "the rule of the time machine,not known")  # fmt: skip
    file.write_text("\n".join(lines) + "\n", "utf-8")


def write_notebook(place: Path, day: datetime.date, facts: dict[str, str], base: str) -> None:
    """Write the notebook of the summary and the claims, with the reference years of the day."""
    two = re.search(r"\((\d{4}), (\d{4})\)", facts["Social lag and victims, r"])
    years = {
        "poverty": of_day(facts["Poor"]),
        "deprivation_social_security": of_day(facts["No social security"]),
        "deprivation_health": of_day(facts["No access to health services"]),
        "poverty_persons": of_day(facts["Poor, million persons"]),
        "homicides_residence": of_day(facts["Homicides"]),
        "unreported_crime": of_day(facts["Crimes not reported or not investigated"]),
        "maternal": of_day(facts["Maternal deaths per 100 000 births, five years"]),
        "social_lag_index": int(two[1]), "prevalence": int(two[2]),
    }  # fmt: skip
    for name in ("perception_insecure", "turnout_federal_deputies", "women_state_congress"):
        years[name] = days.reference(name, day).year
    rights = [
        name for name in (f"deprivation_{right}" for right in time_machine.RIGHTS)
        if days.reference(name, day).year == years["poverty"]
    ]  # fmt: skip
    level = "state" if days.reference("unreported_crime", day) else "national"
    text = NOTEBOOK.format(years=years, base=base, rights=rights, level_of_unreported=level)
    (place / "notebooks" / "as-of-day.md").write_text(text, "utf-8")


def test_the_summary_is_that_of_a_rebuild(rebuilt):
    _, facts, _, found = rebuilt
    names = {
        "Poor": "day-poverty", "No social security": "day-deprivation-social-security",
        "No access to health services": "day-deprivation-health",
        "Poor, million persons": "day-poverty-persons", "Homicides": "day-homicides-residence",
        "Homicides per 100 000": "day-homicide-rate",
        "Crimes not reported or not investigated": "day-unreported-crime",
        "Maternal deaths per 100 000 births, five years": "day-maternal",
        "Social lag and victims, r": "day-lag-victims",
    }  # fmt: skip
    shown = {label: text.rpartition(" (")[0] for label, text in facts.items()}
    assert {label: found[name]["text"] for label, name in names.items()} == {
        label: shown[label] for label in names
    }
    worst, most = (found[name]["text"] for name in ("day-maternal-worst", "day-maternal-most"))
    assert facts["Highest in"] == f"{worst}, {most}"
    assert {*names, "Highest in"} == set(facts)


def test_the_claims_that_hold_are_those_of_a_rebuild(rebuilt):
    book, _, _, found = rebuilt
    again = {
        name: item["holds"]
        for name, item in found.items()
        if item["kind"] == "claim" and item["notebook"] == "as-of-day" and name not in LEFT_OUT
    }
    verdicts = time_machine.verdicts(book)
    assert again == verdicts
    assert not all(verdicts.values()) and any(verdicts.values())
    for name in verdicts:
        assert found[name]["says"] == stored.item(name)["says"]


def test_the_states_are_those_of_a_rebuild(rebuilt):
    _, _, chosen, found = rebuilt
    names = [STATES.at[code, "name_en"] for code in chosen.proposed]
    written = found["selection-proposed-names"]["text"].replace(" and ", ", ").split(", ")
    assert written == names
    table = found["tab-selection-ranking"]
    heads = [column["head"] for column in table["columns"]]
    place = next(number for number, head in enumerate(heads) if head == "Rank")
    ranks = dict(zip(table["columns"][0]["cells"], table["columns"][place]["cells"], strict=True))
    eligible = chosen.ranks.dropna()
    assert {STATES.at[code, "name_en"]: f"{int(rank)}" for code, rank in eligible.items()} == {
        name: rank for name, rank in ranks.items() if rank.strip("–")
    }
