"""Publishing: what is refused, and what a result carries."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.publishing import publish, stored
from cohesion.tables import store

SOURCE = "programme/edition.yml"


@pytest.fixture
def out(tmp_path, monkeypatch):
    """A results folder as the build gives one to a notebook."""
    monkeypatch.setenv("COHESION_OUT", str(tmp_path))
    monkeypatch.setenv("COHESION_NOTEBOOK", "probe")
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    monkeypatch.setattr(publish, "_published", set())
    return tmp_path


def written(out) -> list[dict]:
    return [json.loads(line) for line in (out / "items.jsonl").read_text("utf-8").splitlines()]


def test_a_fact_carries_value_text_and_provenance(out):
    chosen = store.select("poverty", years=[2010], series=True)
    publish.fact("poverty-share", chosen.nation("poverty", 2010), unit="%", source=chosen)
    (item,) = written(out)
    assert item["text"] == "46.1\u00a0%" and round(item["value"], 1) == 46.1
    assert item["notebook"] == "probe"
    assert item["sources"] == list(chosen.sources)
    # A re-publication stands in for the edition of July 2011, and the reader sees a mark.
    assert item["source_lines"][0].startswith("CONEVAL, *Medición de la pobreza")
    assert item["source_lines"][0].endswith("†")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"name": "Poverty_Share", "value": 1}, "not a name"),
        ({"name": "x", "value": float("nan")}, "the value is missing"),
        ({"name": "x", "value": float("inf")}, "the value is missing"),
        ({"name": "x", "value": 1, "source": "no_such_table"}, "no table 'no_such_table'"),
        ({"name": "x", "value": 1, "source": "programme/none.yml"}, "no data/programme/none.yml"),
        ({"name": "x", "value": 1, "source": []}, "no source"),
        ({"name": "x", "value": 1, "source": 5}, "not a source"),
    ],
)
def test_a_bad_fact_is_refused(out, arguments, problem):
    with pytest.raises(DataError, match=problem):
        publish.fact(**{"source": SOURCE, **arguments})
    assert not (out / "items.jsonl").exists()


def test_a_table_that_was_never_read_is_no_source(out, monkeypatch):
    monkeypatch.setattr(store, "_read_files", {})
    with pytest.raises(DataError, match="never read"):
        publish.fact("x", 1, source="coneval_gini_states")


def test_a_name_is_published_once(out):
    publish.fact("x", 1, source=SOURCE)
    with pytest.raises(DataError, match="published twice"):
        publish.fact("x", 2, source=SOURCE)


def test_a_later_edition_is_refused_in_the_mission_edition(out, monkeypatch):
    later = store.select("poverty", years=[2016], edition="coneval_2016_2022")
    with pytest.raises(DataError, match="appeared after 2012-06-30"):
        publish.fact("x", later.nation("poverty", 2016), source=later)
    monkeypatch.setenv("COHESION_NOTEBOOK", "hindsight-probe")
    publish.fact("x", later.nation("poverty", 2016), source=later)
    assert "†" not in written(out)[0]["source_lines"][0]


def test_a_table_keeps_unrounded_values_beside_what_is_shown(out):
    frame = pd.DataFrame(
        {"Share": [46.149, None], "Text": ["=1+1", "*rezago*"]},
        index=pd.Index(["a", "b"], name="State"),
    )
    publish.table("tab-x", frame, caption="A finding.", source=SOURCE)
    (item,) = written(out)
    assert item["columns"][1]["cells"] == ["46.1", "–"] and item["columns"][1]["numeric"]
    assert item["columns"][0]["head"] == "State" and item["stub"] == 1
    assert item["raw"]["rows"][0] == ["a", 46.149, "=1+1"]
    assert item["raw"]["rows"][1][1] is None


def test_a_csv_cell_cannot_start_a_formula(out, tmp_path):
    from cohesion.pages.downloads import write_csv

    frame = pd.DataFrame({"Text": ["=1+1", "@x", "-3", "fine"]}, index=["a", "b", "c", "d"])
    publish.table("tab-x", frame, caption="A finding.", source=SOURCE)
    file = tmp_path / "x.csv"
    write_csv(written(out)[0], file)
    cells = [line.split(",")[1] for line in file.read_text("utf-8").splitlines()[1:]]
    assert cells == ["'=1+1", "'@x", "-3", "fine"]


def test_a_figure_needs_words_and_is_the_same_bytes_twice(out, tmp_path, monkeypatch):
    def draw():
        fig, ax = plt.subplots()
        ax.plot([1, 2], [2, 1])
        return fig

    with pytest.raises(DataError, match="the alt is empty"):
        publish.figure("fig-x", draw(), caption="Falls.", alt=" ", source=SOURCE)
    with pytest.raises(DataError, match="repeats the caption"):
        publish.figure("fig-x", draw(), caption="Falls.", alt="Falls.", source=SOURCE)
    with pytest.raises(DataError, match="must start with 'fig-'"):
        publish.figure("x", draw(), caption="Falls.", alt="A line falls.", source=SOURCE)
    publish.figure("fig-x", draw(), caption="Falls.", alt="A line falls.", source=SOURCE)
    first = (out / "figures" / "fig-x.svg").read_bytes()
    monkeypatch.setattr(publish, "_published", set())
    publish.figure("fig-x", draw(), caption="Falls.", alt="A line falls.", source=SOURCE)
    assert (out / "figures" / "fig-x.svg").read_bytes() == first
    assert b"<dc:date>" not in first


def test_interactive_work_writes_nothing_and_says_what_would_move(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("COHESION_OUT", raising=False)
    monkeypatch.delenv("COHESION_PAGES_ONLY", raising=False)
    before = {"name": "x", "kind": "fact", "value": 46.1, "text": "46.1"}
    monkeypatch.setattr(stored, "item", lambda name: before)
    publish.fact("x", 47.25, source=SOURCE)
    assert capsys.readouterr().out == "x moves: published 46.1, now 47.2\n"
    publish.fact("x", 46.1, source=SOURCE)
    assert capsys.readouterr().out == ""
