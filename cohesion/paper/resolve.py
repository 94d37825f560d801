"""Sphinx resolves the references of all pages and writes them as Typst code.

It works on a copy of the trees that the HTML build has read: nothing is read twice, and whatever
happens here, the next HTML build finds its own as it left them.
Run as a command: ``python -m cohesion.paper.resolve TREES OUTPUT``.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

from cohesion import paths
from cohesion.building import environment, processes
from cohesion.errors import DataError

LOG = paths.BUILD / "pdf.log"


def resolve(trees: Path, output: Path) -> None:
    """Write the pages as Typst code.

    Parameters
    ----------
    trees : the folder with the trees of the HTML build.
    output : where ``pages/``, ``figures/`` and ``book.json`` go.
    """
    copy = output / "trees"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(trees, copy)
    command = [sys.executable, "-m", "cohesion.paper.resolve", str(copy), str(output)]
    # The HTML build has just seen to the notebooks.
    settings = environment.for_kernels(COHESION_PAGES_ONLY="1")
    done = subprocess.run(
        command,
        cwd=paths.ROOT,
        env=settings,
        text=True,
        capture_output=True,
        errors="replace",
        preexec_fn=processes.at_start(),
    )
    log = done.stdout + done.stderr
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_text(log, encoding="utf-8")
    if done.returncode != 0:
        said = [line for line in log.splitlines() if "WARNING" in line or "rror" in line]
        raise DataError("the pages cannot be written for paper:\n" + "\n".join(said[-20:]))


def main(arguments: list[str]) -> int:
    """Run Sphinx with the builder ``typst``; warnings are errors."""
    from jupyter_book.sphinx import build_sphinx

    # Trees are made and kept; looking through them for garbage takes a quarter of the time.
    gc.disable()
    trees, output = arguments
    code = build_sphinx(
        paths.ROOT,
        Path(output),
        use_external_toc=True,
        noconfig=True,
        builder="typst",
        doctreedir=trees,
        path_config=paths.ROOT / "_config.yml",
        confoverrides={
            "latex_individualpages": False, "external_toc_path": str(paths.ROOT / "_toc.yml"),
        },
        warningiserror=True,
        keep_going=True,
    )  # fmt: skip
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    processes.leave(main(sys.argv[1:]))
