"""The quality-control chapter: what it counts, and that it reports what is wrong."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from cohesion import paths
from cohesion.building import (
    claim_quality,
    collected,
    notebooks,
    quality,
    text_counts,
    verify,
)
from cohesion.checking import contrast
from cohesion.errors import DataError
from cohesion.files import tracking
from cohesion.tables import catalogue as tables_catalogue

SAID = text_counts.said({}, [])
FACT = {"kind": "fact", "name": "x", "notebook": "selection", "sources": ["t@first"]}


def test_changes_are_read_from_the_changelog_newest_first():
    table = quality.changes()
    unreleased, *released = table.index.unique()
    assert unreleased == "Not yet released" and released
    assert all(re.fullmatch(r"\d+(\.\d+)+ \(.+\)", version) for version in released)
    numbers = [[int(part) for part in version.split()[0].split(".")] for version in released]
    assert numbers == sorted(numbers, reverse=True)
    assert (table["What changed"].str.len() > 20).all() and (table["Part"] != "").all()
    assert not table["What changed"].str.contains("`").any()


def test_changes_of_two_versions(tmp_path):
    file = tmp_path / "CHANGELOG.md"
    entries = "## 2 (b)\n\nText.\n\n- Data: more\n  tables.\n\n## 1 (a)\n\n- Book: new.\n"
    file.write_text(f"# Changes\n\n{entries}", "utf-8")
    table = quality.changes(file)
    assert table.index.tolist() == ["2 (b)", "1 (a)"]
    assert table.iloc[0].tolist() == ["Data", "more tables."]


def test_a_changelog_without_entries_is_refused(tmp_path):
    file = tmp_path / "CHANGELOG.md"
    file.write_text("# Changes\n")
    with pytest.raises(DataError, match="no version with entries") as caught:
        quality.changes(file)
    assert caught.value.cure


def test_every_limit_says_what_it_means():
    table = quality.limits()
    assert len(table) >= 5 and (table["What it means for a reader"].str.len() > 30).all()


@pytest.fixture
def catalogue(monkeypatch):
    days = pd.to_datetime(["2011-07-29", "2015-01-01", "2019-08-05"])
    editions = pd.DataFrame({"published": days}, index=["first", "stand-in", "later"])
    stand_ins = pd.DataFrame(
        {"edition": ["stand-in"], "original_published": pd.to_datetime(["2012-01-01"])}
    )
    monkeypatch.setattr(tables_catalogue, "editions", lambda: editions)
    monkeypatch.setattr(tables_catalogue, "stand_ins", lambda: stand_ins)


@pytest.mark.parametrize(
    ("sources", "notebook", "found"),
    [
        (["t@first", "programme/x.yml"], "selection", (1, 0)),
        (["t@first", "t@stand-in"], "selection", (2, 0)),
        (["t@later"], "selection", (1, 1)),
        (["t@later"], "hindsight-health", (0, 0)),
    ],
)
def test_sources_of_a_later_day_are_counted(catalogue, sources, notebook, found):
    items = {"x": {**FACT, "sources": sources, "notebook": notebook}}
    assert quality.late_sources(items) == found


def test_results_that_moved_are_new_or_gone_are_told_apart(monkeypatch):
    def of(facts):
        values = {name: {"value": value, "text": str(value)} for name, value in facts.items()}
        return {"n": {"inputs": {}, "facts": values, "tables": {}, "figures": {}, "prose": {}}}

    before, now = of({"same": 1, "moved": 1, "gone": 1}), of({"same": 1, "moved": 2, "new": 1})
    monkeypatch.setattr(verify, "read_golden", lambda names: before)
    monkeypatch.setattr(collected, "collect", lambda folder: now)
    row = quality.golden_by_kind({"n"}).loc["Facts"]
    assert row.tolist() == [3, 3, 1, 1, 1, 1]


def test_the_lowest_contrast_is_that_of_text():
    ratios = pd.DataFrame(
        {"Light": [9.0, 3.1], "Dark": [7.0, 3.2], "Needed": [contrast.TEXT, contrast.SIGN]}
    )
    assert quality.lowest_contrast(ratios) == 7.0


def test_the_chapter_runs_again_when_a_text_that_it_reads_changes():
    """Files beside the folders count too: the changes, the first page, the settings."""
    beside = {name: tracking._lies_beside(str(paths.ROOT / name)) for name in (
        "CHANGELOG.md", "_toc.yml", "_build/x.md", "requirements.txt"
    )}  # fmt: skip
    assert beside == {
        "CHANGELOG.md": True, "_toc.yml": True, "_build/x.md": False, "requirements.txt": False
    }  # fmt: skip
    # The labelled sentences of the detector lie in a folder that is watched as a whole.
    labelled = claim_quality.LABELLED / "concluding_sentences.csv"
    assert labelled.is_file() and str(labelled.resolve()).startswith(tracking._roots())


def test_what_the_page_says_of_rows_adds_up():
    tables = quality.data_summary()
    numbers = quality.of_data(tables)
    assert sum(numbers[name] for name in quality.STANDING) == numbers["quality-rows"]
    assert numbers["quality-tables"] == len(tables)


def test_no_typed_number_and_no_change_are_written_in_words(monkeypatch):
    monkeypatch.setattr(quality, "against_golden", lambda names: (7, 2))
    items = {"a": {"kind": "fact", "sources": ["x"], "notebook": "n", "name": "a"}}
    facts = quality.of_results(items, quality.provenance(items), 0).set_index("name")
    assert facts.loc["quality-typed", "text"] == "no"
    assert facts.loc["quality-changed", ["value", "text"]].tolist() == [2, ""]
    assert facts.loc["quality-traced", "value"] == 1


@pytest.fixture
def found(monkeypatch):
    """What the checks find; each test may change it."""
    kinds = pd.DataFrame({"Identical": [2443], "Moved": [0], "New": [0], "Gone": [0]})
    seen = {"late": (10, 0), "kinds": kinds}
    monkeypatch.setattr(quality, "late_sources", lambda items: seen["late"])
    monkeypatch.setattr(quality, "golden_by_kind", lambda names: seen["kinds"])
    monkeypatch.setattr(quality, "load_design", lambda: None)
    monkeypatch.setattr(quality, "quantities", lambda design: {"a": 1, "b": 2})
    monkeypatch.setattr(quality, "programme_check", lambda: None)
    return seen


def run_checks(sources, typed=0):
    items = {"x": {**FACT, "sources": sources}, "y": {**FACT, "name": "y"}}
    tables = pd.DataFrame({"Rows": [100, 20], "Sums checked": [7, 3]})
    ratios = pd.DataFrame(
        {"Light": [9.0], "Dark": [7.0], "Needed": [contrast.TEXT]}, index=["text"]
    )
    counts = text_counts.Counts(SAID, typed=typed, places=61, bindings=0)
    return quality.checks_run(items, tables, ratios, counts)


def test_every_check_is_told_with_what_it_counted(found):
    table = run_checks(["t@first"])
    assert table["Counted"].to_dict() == {
        "Notebooks": 1, "Tables and manifests": 2, "Rows of the tables": 120,
        "Sums in the figures": 10, "Day of the report": 10, "Provenance": 2,
        "Typed quantities": 61, "Programme design": 2, "Published results": 2443,
        "Contrast": table.at["Contrast", "Counted"],
    }  # fmt: skip
    assert table.at["Contrast", "Outcome"] == "lowest of text 7.0\u00a0:\u00a01"
    assert table.at["Provenance", "Outcome"] == "all do"


def test_what_is_wrong_is_told_with_its_number(found):
    found["late"] = (10, 3)
    found["kinds"] = found["kinds"].assign(Moved=2, Gone=1)
    outcome = run_checks([], typed=5)["Outcome"]
    assert outcome["Day of the report"] == "3 are late"
    assert outcome["Typed quantities"] == "5 are typed"
    assert outcome["Provenance"] == "1 do not"
    assert outcome["Published results"] == "2\u00a0443 identical, 3 moved, new or gone"


def test_run_times_are_those_recorded_and_missing_ones_are_named(monkeypatch, tmp_path):
    times = quality.run_times()["Seconds"]
    assert times.index.is_monotonic_increasing and (times > 0).all()
    # A notebook that came, went or has another name: record the times again.
    assert set(times.index) == {notebook.name for notebook in notebooks.notebooks_of_book()}
    monkeypatch.setattr(quality.paths, "ROOT", tmp_path)
    with pytest.raises(DataError, match="no run times are recorded") as caught:
        quality.run_times()
    assert "--record" in caught.value.cure


def test_doubtful_figures_say_why_and_what_is_done():
    table = quality.doubtful_figures()
    assert len(table) and table.map(lambda text: len(text) > 20).all(axis=None)
