"""A probe: one small notebook in a project of its own, to be run, spoilt or made stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from cohesion import paths
from cohesion.building import html, notebooks, run
from cohesion.checking import sources

_HEAD = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
cohesion: {stage: 1}
---
# Probe

"""
#: What a probe publishes where nothing else is asked for: one figure of one table.
GINI = """\
from cohesion.publishing import publish
from cohesion.tables import store
chosen = store.select("gini_income", years=[2010])
publish.fact("probe-gini", chosen.nation("gini_income", 2010), digits=3, source=chosen)
"""
#: What it publishes where no table is needed.
ONE = """\
from cohesion.publishing import publish
publish.fact("probe-one", 1, source="programme/edition.yml", digits=0)
"""


def page(*cells: str) -> str:
    """Return the text of a notebook with these code cells."""
    return _HEAD + "\n".join(f"```{{code-cell}}\n{cell}```\n" for cell in cells)


def notebook(folder: Path, text: str, name: str = "probe") -> notebooks.Notebook:
    """Write a notebook into a folder and read it."""
    file = folder / f"{name}.md"
    file.write_text(text, "utf-8")
    return notebooks.read_notebook(file)


def project(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Let notebooks of a folder run with results and caches of their own; return the folder."""
    patch.setattr(paths, "RESULTS", folder / "results")
    patch.setattr(paths, "NOTEBOOKS", folder)
    patch.setattr(run, "CACHE", folder / "cache")
    patch.delenv("COHESION_PAGES_ONLY", raising=False)
    return folder


def book(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """Let a build of pages work in a folder of its own, without the pages of the real book.

    These name results that a test does not have.
    """
    project(folder, patch)
    for name in ("BUILD", "HTML"):
        patch.setattr(paths, name, folder / name.lower())
    patch.setattr(html, "STAGING", folder / "staging")
    patch.setattr(html, "LOG", folder / "build.log")
    patch.setattr(html, "check_inputs", lambda: None)
    patch.setattr(html, "bound_texts", lambda items: [])
    patch.setattr(sources, "check_names", lambda items: 0)
    return folder
