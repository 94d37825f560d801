"""Values changed in memory, after validation: no bound sentence becomes untrue in silence.

Slow (`make test-slow`); it prints its score. A value is moved to the end of its recorded range, so
no check of a table can see it. The notebooks that read it run again. Whether a sentence became
untrue is judged by the numbers that the book prints, as far as a claim rests on one that is
printed: if the condition fails on these, the claim must have fallen, or the notebook have stopped
with a message.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cohesion import paths
from cohesion.building import environment

pytestmark = pytest.mark.slow
#: Observations drawn, and how many of them are changed in one run of the notebooks.
VALUES, TOGETHER, SEED = 200, 20, 20120630
#: Seconds of processor time and more for a machine that does other things beside.
PATIENCE = 1200


def test_no_bound_sentence_becomes_untrue_in_silence(tmp_path, capsys):
    """In a process of its own with one thread, from which those of the notebooks are forked."""
    if not any(paths.RESULTS.glob("*/items.jsonl")):
        pytest.skip("no book is built here")
    file = tmp_path / "score.json"
    command = [sys.executable, "-m", "tests.tools.mutated_values", str(file)]
    asked = [str(number) for number in (VALUES, TOGETHER, SEED)]
    subprocess.run(
        [*command, *asked], check=True, timeout=PATIENCE, cwd=paths.ROOT,
        env=environment.for_kernels(), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    score = json.loads(file.read_text("utf-8"))
    with capsys.disabled():
        print("\n" + score["told"], *score["missed"], sep="\n  ")
    assert score["values"] == VALUES and score["fallen"] > 0
    assert score["missed"] == []
