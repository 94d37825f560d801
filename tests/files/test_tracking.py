"""Every way in which a library of the lock opens a file is noticed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cohesion import paths

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


@pytest.mark.parametrize("way", WAYS)
def test_a_file_is_remembered_however_it_is_opened(way):
    file, code = WAYS[way]
    lines = [
        "import json, os, pathlib, sys",
        "from cohesion.files import tracking",
        "tracking.start()",
        f"absolute, relative = {str(paths.ROOT / file)!r}, {'../' + file!r}",
        code,
        "print(json.dumps(sorted(tracking.inputs())))",
    ]
    # A notebook's own folder is notebooks/, so that ../data is the natural spelling there.
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=paths.ROOT / "notebooks", text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert file in json.loads(done.stdout.splitlines()[-1])


def test_what_is_read_while_recording_rests_is_not_remembered():
    code = (
        "import json\nfrom cohesion.files import tracking\ntracking.start()\n"
        f"with tracking.unrecorded(): open({str(paths.ROOT / TABLE)!r}).close()\n"
        "print(json.dumps(sorted(tracking.inputs())))"
    )
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert TABLE not in json.loads(done.stdout)
