"""Publishing: what is refused, and what a result carries."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from cohesion.errors import DataError
from cohesion.publishing import publish
from cohesion.tables import store

SOURCE = "programme/edition.yml"


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


# ── by hand: nothing is written, what would move is said ─────────────────────────────────────────


def fact(value: float, text: str | None = None) -> dict:
    return {"name": "x", "kind": "fact", "value": value, "text": text or f"{value}"}


def table(*rows: list) -> dict:
    raw = {"heads": ["State", "Poor"], "rows": [list(row) for row in rows]}
    return {"name": "tab-x", "kind": "table", "raw": raw, "caption": "A."}


@pytest.mark.parametrize(
    ("before", "now", "line"),
    [
        (None, fact(1), "x = 1 (not published yet)"),
        (None, table(["Oaxaca", 1]), "tab-x (not published yet)"),
        (fact(1.04, "1.0"), fact(1.01, "1.0"), ""),
        (fact(1), fact(2), "x moves: published 1, now 2"),
        (table(["Oaxaca", 1]), table(["Oaxaca", 1]), ""),
        (table(["Oaxaca", 1]), table(["Oaxaca", 2]),
         "tab-x moves: Oaxaca, Poor: published 1, now 2"),
        (table(["Oaxaca", 1]), table(["Oaxaca", 1], ["Puebla", 1]),
         "tab-x moves: published 1 rows, now 2"),
        (table(["Oaxaca", 1]), table(["Oaxaca", 1]) | {"caption": "B."}, "tab-x would change"),
        (fact(1) | {"name": "tab-x"}, table(["Oaxaca", 1]), "tab-x would change"),
        (table(["Oaxaca", 1]) | {"words": "page"},
         table(["Oaxaca", 1]) | {"words": "page", "caption": ""}, ""),
    ],
)  # fmt: skip
def test_what_would_move_is_one_line(before, now, line):
    assert publish.moves(before, now) == line


def test_notebook_and_cell_are_no_part_of_the_comparison():
    before = table(["Oaxaca", 1]) | {"notebook": "probe", "cell": 7}
    assert publish.moves(before, table(["Oaxaca", 1]) | {"notebook": "", "cell": 0}) == ""


def test_by_hand_nothing_is_written_and_the_move_is_printed(by_hand, out, capsys):
    by_hand["x"] = fact(2, "2") | {"notebook": "probe"}
    publish.fact("x", 3, digits=0, source=SOURCE)
    # As often as the cell is run again.
    publish.fact("x", 2, digits=0, source=SOURCE)
    assert capsys.readouterr().out == "x moves: published 2, now 3\n"
    assert list(out.iterdir()) == []


def test_by_hand_a_table_and_a_figure_are_shown(by_hand, capsys):
    frame = pd.DataFrame({"Poor": [1.5]}, index=pd.Index(["<b>"], name="State"))
    placed = publish.table("tab-x", frame, caption="A.", source=SOURCE)
    shown = placed._repr_mimebundle_()
    assert "&lt;b&gt;" in shown["text/html"] and shown["text/plain"] == "tab-x"
    fig, _ = plt.subplots()
    placed = publish.figure("fig-x", fig, caption="A.", alt="Nothing.", source=SOURCE)
    assert placed._repr_mimebundle_()["image/png"].startswith(b"\x89PNG")
    assert "tab-x (not published yet)" in capsys.readouterr().out


def test_in_a_build_a_result_places_itself_by_its_name(out):
    frame = pd.DataFrame({"Poor": [1.5]}, index=pd.Index(["Oaxaca"], name="State"))
    placed = publish.table("tab-x", frame, caption="A.", source=SOURCE)
    assert placed._repr_mimebundle_()["text/markdown"] == "```{published} tab-x\n```\n"
    assert publish.table("tab-y", frame, caption="A.", source=SOURCE, show=False) is None


def test_with_hindsight_no_source_by_hand_carries_a_mark(by_hand, monkeypatch):
    chosen = store.select("poverty", years=[2010], series=True)
    frame = pd.DataFrame({"Poor": [1.0]}, index=pd.Index(["Oaxaca"], name="State"))
    seen = {}
    monkeypatch.setattr(publish, "moves", lambda before, now: seen.update(now) or "")
    for notebook, marked in (("hindsight-x", False), ("probe", True)):
        by_hand["tab-x"] = {"name": "tab-x", "kind": "table", "notebook": notebook}
        publish.table("tab-x", frame, caption="A.", source=chosen)
        assert seen["source_lines"][0].endswith("†") is marked


def test_a_page_that_asks_for_a_run_is_refused(out, monkeypatch):
    monkeypatch.setenv("COHESION_PAGES_ONLY", "1")
    with pytest.raises(DataError, match="asked for a run of its own"):
        publish.fact("x", 1, source=SOURCE)


def test_cells_are_written_by_their_kind(out):
    frame = pd.DataFrame(
        {"Held": [True, False], "Gap": [None, 2.0], ("A", "", "b"): [1.25, 3.0]},
        index=pd.Index(["x", "y"]),
    )
    publish.table("tab-x", frame, caption="A.", source=SOURCE, digits={"A – b": 2, "Gap": 0})
    (item,) = written(out)
    assert [column["head"] for column in item["columns"]] == ["", "Held", "Gap", "A – b"]
    assert [column["cells"] for column in item["columns"][1:]] == [
        ["yes", "no"], ["–", "2"], ["1.25", "3.00"]
    ]  # fmt: skip
    assert item["raw"]["rows"][0] == ["x", 1, None, 1.25]
