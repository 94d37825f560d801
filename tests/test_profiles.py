"""Fact sheets: places, neighbours, municipalities, sentences, pages and the comparison."""

import re

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hyp
from hypothesis import strategies as st

from cohesion import paths
from cohesion.chapters.profiles import advice, figures, narrative, tables
from cohesion.chapters.profiles import pages as profiles_pages
from cohesion.chapters.profiles import sheet as profiles_sheet
from cohesion.chapters.profiles import towns as profiles_towns
from cohesion.chapters.selection import run
from cohesion.errors import DataError
from cohesion.methods import rates
from cohesion.tables import geo, store
from cohesion.tables.geography import NATION, STATE_CODES, STATES


@pytest.fixture(scope="module")
def data():
    return profiles_sheet.load()


@pytest.fixture(scope="module")
def towns(data):
    return profiles_towns.municipalities(data.sheet)


def test_places_by_hand():
    values = pd.Series(np.nan, index=list(STATE_CODES))
    values["01"], values["02"], values["03"], values["04"] = 5.0, 3.0, 5.0, 9.0
    low = profiles_sheet.places(values, "lower_better")
    assert low[["02", "01", "03", "04"]].tolist() == [1, 2, 2, 4]
    high = profiles_sheet.places(values, "higher_better")
    assert high[["04", "01", "03", "02"]].tolist() == [1, 2, 2, 4]
    assert profiles_sheet.place_text(low["01"], low) == "2 ="
    assert profiles_sheet.place_text(low["02"], low) == "1"
    assert profiles_sheet.place_text(low["05"], low) == "–"
    assert profiles_sheet.places(values, "neutral").isna().all()


@given(st.lists(st.integers(0, 9), min_size=32, max_size=32))
@hyp(max_examples=50, deadline=None)
def test_places_of_both_directions_mirror_each_other(numbers):
    values = pd.Series([float(n) for n in numbers], index=list(STATE_CODES))
    low = profiles_sheet.places(values, "lower_better")
    high = profiles_sheet.places(values, "higher_better")
    share = values.map(values.value_counts())
    assert (low + high + share - 1 == 33).all()


def test_neighbours_are_mutual_and_known():
    assert geo.neighbours("07") == ["20", "27", "30"]  # Chiapas: Oaxaca, Tabasco, Veracruz
    for code in STATE_CODES:
        touching = geo.neighbours(code)
        assert touching, code
        assert all(code in geo.neighbours(other) for other in touching)


def test_every_figure_of_the_table_stands_in_the_source(data):
    table = tables.indicator_table(data, "20")
    row = next(label for label in table.index if label.startswith("Poverty"))
    source = store.select("poverty", years=[2010])
    assert table.at[row, "State"] == f"{source.value('20', 'poverty', 2010):.1f}"
    assert table.at[row, "Mexico"] == f"{source.nation('poverty', 2010):.1f}"
    touching = [source.value(code, "poverty", 2010) for code in geo.neighbours("20")]
    assert table.at[row, "Neighbours"] == f"{np.median(touching):.1f}"


def test_all_states_have_all_rows(data):
    for code in STATE_CODES:
        table = tables.indicator_table(data, code)
        assert len(table) == len(data.rows)
        assert (table["State"] != "–").all(), code


def test_municipal_lists_keep_to_the_minimum_size_and_to_the_state(data, towns):
    sizes = data.sheet.minimum_population
    names = towns.frame.groupby("state_code")["name"].agg(set)
    for code in STATE_CODES:
        poor = tables.poorest_municipalities(data, towns, code)
        violent = tables.violent_municipalities(data, towns, code)
        assert (poor["Population"] >= sizes["poverty"]).all()
        assert (violent["Population"] >= sizes["homicide"]).all()
        assert poor["Poverty, %"].is_monotonic_decreasing
        assert violent["Rate"].is_monotonic_decreasing
        assert set(poor.index) | set(violent.index) <= names[code]


def test_municipal_homicide_rate_is_deaths_over_person_years(data, towns):
    years = list(data.sheet.homicide_years)
    deaths = store.select("homicides_mun_vintage2011", level="municipality", years=years).frame
    people = store.select("population_mun_vintage2011", level="municipality", years=years).frame
    key = "08037"  # Juárez, Chihuahua
    expected = (
        deaths.loc[deaths["mun_code"] == key, "value"].sum()
        / people.loc[people["mun_code"] == key, "value"].sum()
        * 1e5
    )
    assert towns.frame.at[key, "homicide_rate"] == pytest.approx(expected)
    assert towns.frame.at[key, "name"] == "Juárez"
    interval = rates.rates(towns.frame.loc[[key], "homicides"], towns.frame.loc[[key], "exposure"])
    assert interval["low"].iloc[0] < expected < interval["high"].iloc[0]


def test_concentration_by_hand(towns):
    frame = pd.DataFrame({"state_code": ["01"] * 4, "poor": [50.0, 30.0, 15.0, 5.0]})
    half, number = tables.concentration(profiles_towns.Municipalities(frame, [], []), "01")
    assert (half, number) == (1, 4)
    assert tables.concentration(profiles_towns.Municipalities(frame, [], []), "01", 0.81)[0] == 3
    here = towns.frame[towns.frame["state_code"] == "20"]
    half, number = tables.concentration(towns, "20")
    top = here["poor"].nlargest(half).sum() / here["poor"].sum()
    below = here["poor"].nlargest(half - 1).sum() / here["poor"].sum()
    assert below < 0.5 <= top and number == here["poor"].notna().sum()


def test_sentences_compare_in_the_right_direction(data, towns):
    for code in STATE_CODES:
        text = tables.summary(data, towns, code)
        above = data.values.at[code, "poverty"] > data.values.at[NATION, "poverty"]
        assert ("poverty (above" in text) == above
        worse = data.values.at[code, "homicide_rate"] > data.values.at[NATION, "homicide_rate"]
        assert ("inhabitants (above" in text) == worse
        assert "nan" not in text and "–" not in text.replace("2008–2010", "")


def test_fair_wording(data, towns):
    blame = re.compile(r"\b(worst|best|backward|failed|dangerous|loser|winner|bad|poorest)\b", re.I)
    for code in STATE_CODES:
        for text in (
            tables.summary(data, towns, code),
            tables.notes(data, towns, code),
            profiles_pages.stub(code),
            tables.finding(data, code),
        ):
            assert not blame.search(text), (code, text)


def test_pages_of_the_states_are_up_to_date():
    folder = paths.BOOK / "states"
    for code in STATE_CODES:
        text = (folder / f"state-{code}.md").read_text(encoding="utf-8")
        assert text == profiles_pages.stub(code), (
            "run: python -m cohesion.chapters.profiles.tables --stubs"
        )
        assert text.startswith(f"(state-{code})=\n# {STATES.at[code, 'name_en']}\n")
    assert len(list(folder.glob("*.md"))) == len(STATE_CODES)


def test_every_published_place_of_a_page_is_published_by_the_notebook():
    notebook = (paths.NOTEBOOKS / "state-sheets.md").read_text(encoding="utf-8")
    for name in re.findall(r"\{published\} ([a-z0-9-]+)", profiles_pages.stub("07")):
        assert name.replace("07", "{code}") in notebook, name


def test_comparison_holds_the_nation_and_all_states(data):
    table = tables.comparison_table(data)
    assert list(table.index) == ["Mexico", *STATES["name_en"]]
    assert table.shape == (33, len(data.rows))
    script = (paths.BOOK / "static" / "compare.js").read_text(encoding="utf-8")
    assert "http" not in script and "fetch(" not in script and "XMLHttp" not in script


def test_an_indicator_that_the_day_lacks_is_named_and_left_out(data):
    assert "Speakers of an indigenous language" in data.absent
    assert "indigenous" not in data.rows.index
    assert "speakers of an indigenous language" in tables.notes(
        data, profiles_towns.municipalities(data.sheet), "20"
    )


def test_broken_sheet_names_the_entry(tmp_path):
    sheet = yaml.safe_load(profiles_sheet.SHEET_FILE.read_text("utf-8"))
    sheet["indicators"][0]["digits"] = "many"
    file = tmp_path / "sheet.yml"
    file.write_text(yaml.safe_dump(sheet), encoding="utf-8")
    with pytest.raises(DataError, match="indicators → 0 → digits"):
        profiles_sheet.load_sheet(file)


def test_sheet_figure_draws_every_series(data):
    figure = figures.sheet_figure(data, "29")
    titles = {axes.get_title(loc="left") or axes.get_title() for axes in figure.axes}
    assert {spark.label for spark in data.sheet.sparklines} <= titles


# ── full profiles ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def oaxaca(data, towns):
    return narrative.load_profile("20", data, towns)


def test_swot_entries_rest_on_figures_or_sources(data, towns):
    for code in ("07", "12", "20", "21", "24"):
        table = advice.swot(narrative.load_profile(code, data, towns))
        assert set(table.index) >= {"Strength", "Weakness"}
        assert table["Rests on"].str.len().gt(5).all()


def test_strengths_and_weaknesses_are_on_the_right_side(data, towns):
    table = advice.swot(narrative.load_profile("07", data, towns))
    weak = " ".join(table.loc[["Weakness"], "Entry"])
    assert "Poverty: 78.5" in weak
    strong = " ".join(table.loc[["Strength"], "Entry"])
    assert "Homicide rate" in strong and "Poverty" not in strong


def test_homicide_change_by_hand(oaxaca):
    moved = narrative.homicide_change(oaxaca)
    deaths = store.select("homicides_residence", years=[2007, 2010])
    people = store.select("population_vintage2011", years=[2007, 2010])
    ratio = 1.0
    for year, power in ((2010, 1), (2007, -1)):
        rate = deaths.value("20", "homicides_residence", year) / people.value(
            "20", "population_vintage2011", year
        )
        ratio *= rate**power
    assert moved["ratio"] == pytest.approx(ratio)
    assert moved["low"] < ratio < moved["high"]


def test_key_municipalities_cumulate(oaxaca):
    table = narrative.key_municipalities(oaxaca, 5)
    assert table["Cumulated, %"].iloc[-1] == pytest.approx(table["Share of the state's, %"].sum())
    assert table["People in poverty"].is_monotonic_decreasing


def test_entry_points_follow_the_least_favourable_indicator(data, towns):
    table = advice.entry_points(narrative.load_profile("12", data, towns))
    assert list(table["Activity"]) == ["A1.3", "A1.4", "A1.5", "A2.3", "A3.5"]
    food = next(row for row in table["Why here"] if "food" in row)
    assert "42.7" in food  # Guerrero has the highest share without access to food
    design = yaml.safe_load((paths.PROGRAMME / "activities.yml").read_text("utf-8"))
    activities = {item["id"] for item in design["activities"]}
    assert set(table["Activity"]) <= activities


def test_watch_list_names_risks_of_the_register(data, towns):
    for code in ("07", "12", "20", "21"):
        table = advice.watch_list(narrative.load_profile(code, data, towns))
        assert len(table) and table.notna().all().all()


def test_every_proposed_state_has_its_profile_page():
    proposed = run.evaluate().choice.proposed
    words = ("first", "second", "third", "fourth")
    pages = [paths.NOTEBOOKS / f"profile-{word}.md" for word in words]
    assert sum(page.is_file() for page in pages) == len(proposed), (
        "The rule proposes another number of states than there are profile notebooks: add or "
        "remove notebooks/profile-*.md and their lines in _toc.yml."
    )


def test_a_wrong_dossier_names_file_and_entry(tmp_path):
    (tmp_path / "20.yml").write_text("threats:\n  - {text: too short, source: ''}\n", "utf-8")
    with pytest.raises(DataError, match="20.yml.*threats"):
        narrative.load_dossier("20", tmp_path)


def test_citations_of_the_dossiers_are_in_the_bibliography():
    keys = set(
        re.findall(
            r"^@\w+\{([^,]+),",
            "".join(file.read_text("utf-8") for file in (paths.BOOK / "bib").glob("*.bib")),
            re.M,
        )
    )
    texts = "".join(
        file.read_text("utf-8")
        for file in [
            *(paths.PROGRAMME / "profiles").glob("*.yml"),
            paths.PROGRAMME / "desk_evidence.yml",
            *paths.NOTEBOOKS.glob("selection*.md"),
            paths.NOTEBOOKS / "hindsight-selection.md",
        ]
    )
    assert set(re.findall(r"\{cite:[tp]\}`([^`]+)`", texts)) <= keys


def test_captions_on_women_and_men_hold_for_every_state(data, towns):
    for code in STATE_CODES:
        table = narrative.sex_gaps(narrative.load_profile(code, data, towns))
        for row in ("Homicides per 100 000, 2010", "Infant mortality, per 1 000, 2010"):
            assert float(table.at[row, "Men"]) > float(table.at[row, "Women"]), (code, row)


def test_national_groups_are_conevals():
    groups = narrative.national_groups()
    assert groups["indigenous"] > 70 > groups["other"] > 40


@pytest.mark.parametrize("code", ["07", "12", "20", "21", "09"])
def test_no_strength_is_worse_than_the_nation(code, data, towns):
    """A strength names the state's figure and the nation's: read both and compare."""
    profile = narrative.load_profile(code, data, towns)
    rows = advice.swot(profile)
    labels = data.rows.reset_index().set_index("label")
    for entry in rows.loc[["Strength"], "Entry"] if "Strength" in rows.index else []:
        label = entry.split(": ")[0]
        if label not in labels.index:
            continue
        row = labels.loc[label]
        own, nation = data.values.at[code, row["index"]], data.values.at["00", row["index"]]
        if not np.isfinite(nation):
            place = profiles_sheet.places(data.values[row["index"]], row["direction"])[code]
            assert place <= advice.QUARTER, entry
        else:
            assert own <= nation if row["direction"] == "lower_better" else own >= nation, entry


def test_people_of_a_state_by_hand(data, towns):
    """Census 2010: 3 388 768 inhabitants of Guerrero, 789 971 of them in Acapulco."""
    profile = narrative.load_profile("12", data, towns)
    women, largest, share = narrative.people(profile)
    assert largest == "Acapulco de Juárez" and 51 < women < 52
    assert share == pytest.approx(100 * 789_971 / 3_388_768, abs=0.05)
