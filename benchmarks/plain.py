"""The notebooks as plain Jupyter Book runs them: a cold kernel each, one after the other.

Run: ``python -m benchmarks.plain`` in a folder where a build has left its results.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from nbclient import NotebookClient

from cohesion import paths
from cohesion.building import environment
from cohesion.building.notebooks import notebooks_of_book


def main() -> None:
    """Run them in the order of their stages, and print the seconds."""
    started = time.perf_counter()
    notebooks = sorted(notebooks_of_book(), key=lambda notebook: notebook.stage)
    for notebook in notebooks:
        with tempfile.TemporaryDirectory() as out:
            Path(out, "figures").mkdir()
            os.environ.update(
                environment.for_kernels(COHESION_OUT=out, COHESION_NOTEBOOK=notebook.name)
            )
            NotebookClient(
                notebook.content, timeout=600, kernel_name="python3",
                resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
            ).execute()  # fmt: skip
    print(f"notebooks: {len(notebooks)} run, plain, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
