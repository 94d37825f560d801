"""What a reader takes from a page: numbers as software reads them, text as text."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohesion import formats, paths
from cohesion.pages import downloads
from cohesion.publishing import publish

FACTS = {
    "poor-share": {"name": "poor-share", "kind": "fact", "text": "46.2\u00a0%"},
    "tab-x": {"name": "tab-x", "kind": "table", "caption": "Poverty"},
}
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 6))


def written(frame: pd.DataFrame, tmp_path) -> tuple[bytes, pd.DataFrame]:
    flat = frame.reset_index()
    item = {
        "raw": {"heads": list(map(str, flat.columns)),
                "rows": [[publish._json_value(v) for v in row]
                         for row in flat.itertuples(index=False)]},
        "numbers": publish._numbers_written(flat),
    }  # fmt: skip
    file = tmp_path / "table.csv"
    downloads.write_csv(item, file, FACTS)
    return file.read_bytes(), pd.read_csv(file, dtype={"state": str})


def test_a_cell_written_from_a_number_is_that_number(tmp_path):
    frame = pd.DataFrame(
        {"change": [formats.signed(-5.35974), formats.signed(1.25, 0), formats.number(None)],
         "share": [formats.percent(78.483396), formats.percent(0), formats.percent(100)],
         "people": [formats.integer(4796580), formats.integer(0), formats.integer(12)]},
        index=pd.Index(["07", "01", "32"], name="state"),
    )  # fmt: skip
    content, read = written(frame, tmp_path)
    assert content.startswith(b"\xef\xbb\xbf")
    assert read["change"].tolist()[:2] == [-5.35974, 1.25] and pd.isna(read["change"].iloc[2])
    assert read["share"].tolist() == [78.483396, 0, 100]
    assert read["people"].tolist() == [4796580, 0, 12]
    assert read["state"].tolist() == ["07", "01", "32"]
    body = content.decode("utf-8-sig")
    assert "−" not in body and "\u00a0" not in body and "'" not in body


@given(NUMBERS, st.integers(0, 3))
def test_every_written_number_comes_back(x, digits):
    for write in (formats.number, formats.signed, formats.percent, formats.euro):
        assert formats.machine_readable(write(x, digits)) == x


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "†", "="]))
def test_a_plain_text_that_is_one_number_is_read(n, mark):
    text = str(formats.integer(n)) + mark
    assert formats.machine_readable(str(text)) == n


@pytest.mark.parametrize(
    "text", ["07", "2010-Q1", "1.2 to 3.4", "< 0.001", "A1.3", "1, 2", "5 de mayo"]
)
def test_what_is_no_single_number_stays_text(text):
    assert formats.machine_readable(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@sum", "\tx"])
def test_text_cannot_start_a_formula(text, tmp_path):
    content, _ = written(pd.DataFrame({"a": [text]}, index=["x"]), tmp_path)
    row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1]
    assert row[1].startswith("'")


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("{fact}`poor-share` of all", "46.2\u00a0% of all"),
        ("**Bold** and *thin*", "Bold and thin"),
        ("[It rose]{.claim .claim--rose}.", "It rose."),
        ("see {doc}`/notebooks/data`", "see chapter “data” of the report"),
        ("5 * 3 = 15", "5 * 3 = 15"),
        ("{x} stays", "{x} stays"),
    ],
)
def test_what_only_a_page_understands_stands_as_a_reader_sees_it(cell, seen, tmp_path):
    _, read = written(pd.DataFrame({"a": [cell]}, index=pd.Index(["x"], name="k")), tmp_path)
    assert read["a"].tolist() == [seen]


def ended(out, builder: str, error: Exception | None = None) -> list[str]:
    """End a build with one table, one fact and one notebook; return the files that it wrote."""
    table = {
        "name": "tab-x", "kind": "table", "caption": "Poverty",
        "raw": {"heads": ["State", "Poor"], "rows": [["Chiapas", "{fact}`poor-share`"]]},
    }  # fmt: skip
    items = {"tab-x": table, "poor-share": FACTS["poor-share"]}
    app = SimpleNamespace(
        builder=SimpleNamespace(name=builder), outdir=str(out), cohesion_items=items,
        cohesion_prints={"tab-x": "1", "poor-share": "2"},
    )  # fmt: skip
    downloads.write_downloads(app, error)
    return sorted(file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file())


@pytest.fixture
def out(tmp_path, monkeypatch):
    """A folder of pages, beside one document to take away and one executed notebook."""
    for name in ("documents", "results/probe", "out"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "documents" / "budget.xlsx").write_bytes(b"x")
    (tmp_path / "results/probe/executed.ipynb").write_text('{"cells": []}', "utf-8")
    monkeypatch.setattr(paths, "DELIVERABLES", tmp_path / "documents")
    monkeypatch.setattr(paths, "RESULTS", tmp_path / "results")
    return tmp_path / "out"


def test_a_book_lays_results_tables_files_and_notebooks_beside_its_pages(out):
    assert ended(out, "html") == [
        "_files/budget.xlsx", "_notebooks/probe.ipynb", "_tables/tab-x.csv", "results.json",
    ]  # fmt: skip
    named = [item["name"] for item in json.loads((out / "results.json").read_text("utf-8"))]
    assert named == ["poor-share", "tab-x"], "in the order of their names, the same in each build"
    table = (out / "_tables" / "tab-x.csv").read_text("utf-8-sig")
    assert table.splitlines()[0] == "State,Poor" and "46.2" in table and "{fact}" not in table


def test_what_stands_there_is_written_again_only_when_something_changed(out, tmp_path):
    ended(out, "html")
    kept, stale = out / "_tables" / "tab-x.csv", out / "_tables" / "tab-gone.csv"
    for file in (kept, stale):
        file.write_text("left as it is", "utf-8")
    ended(out, "html")
    assert kept.read_text("utf-8") == "left as it is"
    (tmp_path / "results/probe/executed.ipynb").write_text('{"cells": [ ]}', "utf-8")
    ended(out, "html")
    assert "46.2" in kept.read_text("utf-8-sig") and not stale.exists()
    # A book that lost its results gets all of them again.
    (out / "results.json").unlink()
    kept.unlink()
    ended(out, "html")
    assert kept.is_file()


def test_another_edition_and_a_failed_build_lay_nothing_down(out):
    assert ended(out, "gettext") == [] == ended(out, "html", ValueError("failed"))
