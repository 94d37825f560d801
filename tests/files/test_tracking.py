"""Every way in which a library of the lock opens a file is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import types

import pytest

from cohesion import paths
from cohesion.files import hashes, tracking

TABLE = "data/coneval_gini_states.csv"
SHAPES = "data/geo/states.geojson"
WAYS = {
    "open": (TABLE, "open(absolute).close()"),
    "relative": (TABLE, "open(relative).close()"),
    "bytes": (TABLE, "open(os.fsencode(relative), 'rb').close()"),
    "path": (TABLE, "pathlib.Path(relative).read_bytes()"),
    "dots": (TABLE, "open('../notebooks/../' + relative.removeprefix('../')).close()"
             " if False else open('./' + relative).close()"),
    "descriptor": (TABLE, "os.close(os.open(relative, os.O_RDONLY))"),
    "pandas": (TABLE, "import pandas; pandas.read_csv(relative)"),
    "numpy": (TABLE, "import numpy; numpy.fromfile(relative, dtype='u1')"),
    "memmap": (TABLE, "import numpy; numpy.memmap(relative, mode='r')"),
    "json": (SHAPES, "import json; json.load(open(relative))"),
    "geopandas": (SHAPES, "import geopandas; geopandas.read_file(relative)"),
    "pyogrio": (SHAPES, "import pyogrio; pyogrio.read_dataframe(relative)"),
    "lxml": ("data/geo/states.geojson", "import lxml.etree as e\ntry: e.parse(relative)\n"
             "except e.XMLSyntaxError: pass"),
}  # fmt: skip


#: One process for all ways, as it has to import the libraries: before each it forgets everything.
EACH_WAY = """
import json, os, pathlib, sys, traceback
from cohesion.files import tracking
tracking.start()
found = {}
for way, (file, code) in json.loads(sys.argv[2]).items():
    tracking._opened.clear()
    assert file not in tracking.inputs()
    names = {"os": os, "pathlib": pathlib, "tracking": tracking,
             "absolute": os.path.join(sys.argv[1], file), "relative": "../" + file}
    try:
        exec(code, names)
        found[way] = sorted(tracking.inputs())
    except Exception:
        found[way] = traceback.format_exc()
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def remembered():
    """What is remembered of each way, and of a file that is opened while recording rests."""
    resting = {"resting": (TABLE, "with tracking.unrecorded(): open(relative).close()")}
    # A notebook's own folder is notebooks/, so that ../data is the natural spelling there.
    done = subprocess.run(
        [sys.executable, "-c", EACH_WAY, str(paths.ROOT), json.dumps(WAYS | resting)],
        cwd=paths.ROOT / "notebooks", text=True, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_remembered_however_it_is_opened(way, remembered):
    assert isinstance(remembered[way], list), remembered[way]
    assert WAYS[way][0] in remembered[way]


def test_what_is_read_while_recording_rests_is_not_remembered(remembered):
    assert isinstance(remembered["resting"], list), remembered["resting"]
    assert TABLE not in remembered["resting"]


def test_a_wrapped_function_notes_its_file_and_answers_as_before(monkeypatch):
    monkeypatch.setattr(tracking, "_opened", set())
    told = tracking._told(lambda name, source=None: (name, source))
    file = paths.ROOT / TABLE
    assert told("nowhere.csv", source=str(file)) == ("nowhere.csv", str(file))
    assert tracking._opened == {os.path.realpath(file)}
    with tracking.unrecorded():
        told(str(paths.ROOT / SHAPES))
    assert len(tracking._opened) == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (paths.ROOT / TABLE, True),
        (os.fsencode(paths.ROOT / SHAPES), True),
        (paths.ROOT / "index.md", True),
        (paths.ROOT / "_toc.yml", True),
        (paths.ROOT / "Makefile", False),
        (paths.ROOT / "cohesion" / "paths.py", False),
        ("/etc/hostname", False),
        (3, False),
    ],
)
def test_only_files_of_data_and_pages_are_remembered(monkeypatch, name, kept):
    monkeypatch.setattr(tracking, "_opened", set())
    tracking._remember("open", (name, "r", 0))
    assert bool(tracking._opened) == kept
    tracking._remember("os.listdir", (paths.DATA,))
    assert len(tracking._opened) == kept


def test_inputs_are_files_and_modules_with_their_hashes(monkeypatch):
    monkeypatch.setattr(tracking, "_opened", {str(paths.ROOT / TABLE), str(paths.DATA / "no.csv")})
    found = tracking.inputs()
    assert found[TABLE] == hashes.file_hash(paths.ROOT / TABLE)
    assert "cohesion/files/tracking.py" in found
    assert "data/no.csv" not in found
    assert list(found) == sorted(found)


def test_what_many_files_say_together_is_noted_by_name(monkeypatch):
    monkeypatch.setattr(tracking, "_notes", {})
    tracking.note("the list", "abc")
    known = tracking.notes()
    known["other"] = "x"
    assert tracking.notes() == {"the list": "abc"}


def test_cells_are_counted_from_the_one_after_the_start(monkeypatch):
    shell = types.SimpleNamespace(execution_count=5)
    ipython = types.SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setattr(tracking, "_started", False)
    assert tracking.cell() == 0
    monkeypatch.setattr(tracking, "_started", True)
    monkeypatch.setattr(tracking, "_first_count", 4)
    assert tracking.cell() == 1
    tracking.start()  # a second start changes nothing
    assert tracking.cell() == 1
    monkeypatch.delitem(sys.modules, "IPython")
    assert tracking.cell() == 0
