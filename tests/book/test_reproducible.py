"""Two builds are the same bytes, wherever, whenever and by whomever they are made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.building import freshness, notebooks, run
from cohesion.publishing import stored
from tests.tools import by_hand, design, probe
from tests.tools.two_places import HERE, THERE, copy_of_the_project, differences, environment

PROBE = probe.page(
    """\
import time
from cohesion.charts import theme
from cohesion.publishing import publish
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
values = chosen.wide(2010)["gini_income"]
publish.fact("probe-set", "-".join(set(values.round(2).astype(str))), source=chosen)
publish.fact("probe-zone", time.strftime("%Z", time.localtime(0)), source=chosen)
fig, ax = theme.new_figure()
ax.scatter(values, values.rank())
publish.figure("fig-probe", fig, caption="Ranks.", alt="Points that rise.", source=chosen)
"""
)


@pytest.mark.dear
def test_a_notebook_gives_the_same_bytes_on_two_machines(tmp_path, nursery):
    """Here in a warm kernel of this process, there in an ordinary one of another."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "probe.md").write_text(PROBE, "utf-8")
    code = (
        "import sys; from pathlib import Path; from cohesion import paths\n"
        "from cohesion.building import notebooks, run\n"
        "paths.NOTEBOOKS = Path(sys.argv[1]); file = paths.NOTEBOOKS / 'probe.md'\n"
        "run.run_one(notebooks.read_notebook(file))\n"
    )
    settings = {
        name: environment(machine, tmp_path / f"home-{name}")
        | {"COHESION_BUILD": str(tmp_path / name)}
        for name, machine in (("here", HERE), ("there", THERE))
    }
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "notebooks")], cwd=paths.ROOT,
                   env=settings["there"], check=True, timeout=120)  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", settings["here"])
        patch.setattr(paths, "NOTEBOOKS", tmp_path / "notebooks")
        patch.setattr(paths, "RESULTS", tmp_path / "here" / "results")
        run.run_one(notebooks.read_notebook(paths.NOTEBOOKS / "probe.md"), nursery)
    found = differences(tmp_path / "here" / "results", tmp_path / "there" / "results")
    # The record of a run holds its seconds; it stays in the build folder.
    assert set(found) <= {"probe/record.json"}
    executed = (tmp_path / "there" / "results" / "probe" / "executed.ipynb").read_text("utf-8")
    assert str(tmp_path) not in executed and '"id": "cell-1"' in executed


def test_the_comparison_finds_what_differs(tmp_path):
    for folder, text in (("a", "1"), ("b", "2")):
        (tmp_path / folder / "in").mkdir(parents=True)
        (tmp_path / folder / "in" / "x").write_text(text)
        (tmp_path / folder / "same").write_text("0")
    (tmp_path / "a" / "extra").touch()
    assert differences(tmp_path / "a", tmp_path / "b") == ["extra", "in/x"]


@pytest.mark.slow
def test_two_builds_of_the_book_are_the_same_bytes(tmp_path):
    """Another folder, time zone, locale, hash seed, home, user, and kind of kernel."""
    places = {"here": tmp_path / "here", "there": tmp_path / "some other" / "place"}
    for place in places.values():
        copy_of_the_project(place)
    for (name, place), machine in zip(places.items(), (HERE, THERE), strict=True):
        done = subprocess.run(
            [sys.executable, "-m", "cohesion", "book"], cwd=place, timeout=3600,
            env=environment(machine, tmp_path / f"home-{name}"), capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
    one, other = (place / "_build" for place in places.values())
    assert differences(one / "html", other / "html") == []
    assert differences(one / "deliverables", other / "deliverables") == []
    for file in (other / "html").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert str(tmp_path).encode() not in content, file.name


# ── by hand: what the chapter "Check this report" asks a reviewer to try ─────────────────────────


def needs_results_of(name: str) -> None:
    """Skip where the last build is not that of the present code: there is nothing to compare."""
    notebook = notebooks.read_notebook(paths.NOTEBOOKS / f"{name}.md")
    reason = freshness.why_stale(notebook, stored.load())
    if reason:
        pytest.skip(f"make book first: notebooks/{name}.md, {reason}")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["correlation-states", "hindsight-health", "sector-social-development"]
)
def test_an_unchanged_notebook_moves_nothing(name):
    needs_results_of(name)
    assert by_hand.run(name) == []


@pytest.mark.slow
def test_dropping_a_state_prints_what_moves():
    needs_results_of("correlation-states")
    drop = ("results =", "data.frame.drop('04', inplace=True)\nresults =")
    printed = by_hand.run("correlation-states", [drop])
    assert any(line.startswith("corr-states-n moves: published 32, now 31") for line in printed)
    assert any(line.startswith("corr-g3-r moves: published −") for line in printed)
    assert "tab-corr-results would change" in printed


@pytest.mark.slow
def test_swapping_the_homicide_base_prints_what_moves(tmp_path):
    needs_results_of("correlation-states")
    folder = design.copied(tmp_path)
    file = folder / "analysis_plan.yml"
    text = file.read_text("utf-8")
    swapped = text.replace("[homicides_residence]", "[homicides_occurrence_reg]", 1)
    assert swapped != text
    file.write_text(swapped, "utf-8")
    edit = ("plan.load()", f"plan.load(__import__('pathlib').Path({str(folder)!r}))")
    printed = by_hand.run("correlation-states", [edit])
    assert any(line.startswith("corr-g3-r moves:") for line in printed)
    assert not any(line.startswith("corr-states-n moves") for line in printed)


@pytest.mark.slow
def test_changing_a_weight_prints_what_moves(tmp_path):
    needs_results_of("selection")
    text = (paths.PROGRAMME / "selection.yml").read_text("utf-8")
    changed = text.replace("weight: 0.20", "weight: 0.10", 1)
    changed = changed.replace("weight: 0.15", "weight: 0.25", 1)
    file = tmp_path / "selection.yml"
    file.write_text(changed, "utf-8")
    edit = (
        "result = selection_run.evaluate()",
        "from pathlib import Path\nfrom cohesion.chapters.selection import rule\n"
        f"result = selection_run.evaluate(rule.load_plan(Path({str(file)!r})))",
    )
    printed = by_hand.run("selection", [edit])
    assert any(line.startswith("selection-state-1-score moves:") for line in printed)


def another_day(folder: Path, day: str) -> tuple[str, str]:
    """Return the edit that lets a notebook read a design whose edition.yml has another day."""
    programme = design.copied(folder)
    file = programme / "edition.yml"
    text = file.read_text("utf-8")
    changed = re.sub(r"^as_of: .*$", f"as_of: {day}", text, flags=re.MULTILINE)
    assert changed != text
    file.write_text(changed, "utf-8")
    first = "import numpy as np"
    return first, (
        "import pathlib\nfrom cohesion import paths\n"
        f"paths.PROGRAMME = pathlib.Path({str(programme)!r})\n{first}"
    )


@pytest.mark.slow
def test_a_later_day_brings_editions_and_takes_daggers_away(tmp_path):
    """What moves are sources and marks; the text names years, so none of its figures moves."""
    needs_results_of("sector-safety")
    first = "homicides = select([*safety.BASES"
    watch = (
        first,
        "publish._preview = lambda record, fig, old=publish._preview: (print('now', record['name'],"
        f" *record['source_lines'], sep='|'), old(record, fig))[1]\n{first}",
    )
    printed = by_hand.run("sector-safety", [another_day(tmp_path, "2013-12-31"), watch])
    changed = {line.split()[0] for line in printed if line.endswith(" would change")}
    assert {name[:4] for name in changed} == {"tab-", "fig-"}
    assert not any(" moves: " in line for line in printed)
    now = {line.split("|")[1]: line.split("|")[2:] for line in printed if line.startswith("now|")}
    before = stored.load()
    joined, lost = 0, 0
    for name in changed:
        joined += len(now[name]) > len(before[name]["source_lines"])
        daggers = [str(lines).count("†") for lines in (now[name], before[name]["source_lines"])]
        lost += daggers[0] < daggers[1]
    assert joined and lost


@pytest.mark.slow
def test_an_earlier_day_stops_the_notebook_itself(tmp_path):
    from nbclient.exceptions import CellExecutionError

    with pytest.raises(CellExecutionError, match="published by 2011-06-30") as stopped:
        by_hand.run("sector-social-development", [another_day(tmp_path, "2011-06-30")])
    assert stopped.value.ename == "DataError"
    assert "'poverty' at level 'state'" in stopped.value.evalue


def test_an_earlier_day_stops_a_chapter_whose_figures_had_not_appeared():
    from cohesion.errors import DataError
    from cohesion.tables import store

    with pytest.raises(DataError, match="published by 2011-06-30"):
        store.select("poverty", years=[2008, 2010], as_of="2011-06-30", series=True)
    assert store.select("poverty", years=[2010], as_of="2012-06-30").nation("poverty", 2010) > 0
