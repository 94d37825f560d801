"""Where do the seconds go? ``python -m benchmarks.where notebooks/x.md`` runs one under a profiler.

The code cells run in this process, in the environment of a build, with what the libraries take to
be imported left out, as in a warm kernel. Results go to a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import os
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path

from cohesion import paths
from cohesion.building import environment, kernels
from cohesion.building.notebooks import read_notebook


def main(arguments: list[str] | None = None) -> None:
    """Print the dearest functions of one notebook, in processor seconds with all they call."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.where", description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    notebook = options.notebook.resolve()
    if options.inside:
        _profile(notebook, options.lines)
        return
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "benchmarks.where", str(notebook), "--inside",
                   "--lines", str(options.lines)]  # fmt: skip
        settings = environment.for_kernels(COHESION_OUT=out, COHESION_NOTEBOOK=notebook.stem)
        (Path(out) / "figures").mkdir()
        raise SystemExit(subprocess.run(command, env=settings, cwd=paths.ROOT).returncode)


def _profile(path: Path, lines: int) -> None:
    for name in kernels.LIBRARIES:
        importlib.import_module(name)
    cells = [cell.source for cell in read_notebook(path).content.cells if cell.cell_type == "code"]
    os.chdir(path.parent)
    space = {"__name__": "__main__"}
    profile = cProfile.Profile()
    profile.enable()
    for cell in cells:
        exec(compile(cell, path.name, "exec"), space)
    profile.disable()
    pstats.Stats(profile).sort_stats("cumulative").print_stats(lines)


if __name__ == "__main__":
    main()
