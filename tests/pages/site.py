"""A small book of four pages, built in seconds, on which the reader's tools are tried in a browser.

It uses the theme, the style sheets and the scripts of the book, and the results of the last build;
where there are none, the tests that need it are skipped and say so.
"""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx

from cohesion import pages, paths
from cohesion.building import notebooks, run
from cohesion.checking import claims
from cohesion.office import fresh
from cohesion.pages import downloads, page_checks
from cohesion.publishing import stored

PAGES = ("book/numbers", "book/explorer", "book/hindsight-explorer", "notebooks/what-if",
         "notebooks/selection")  # fmt: skip

#: What a claim looks like among the published items.
CLAIM = {
    "kind": "claim",
    "name": "poverty-rural-higher",
    "notebook": "sector-social-development",
    "says": "rural people are poorer than the nation",
    "condition": "rural > nation",
    "quantities": {
        "rural": {"value": 64.9, "low": 0, "high": 100, "whole": False},
        "nation": {"value": 46.1, "low": 0, "high": 100, "whole": False},
    },
    "holds": True,
    "breaks": {"rural": 46.1},
    "cell": 3,
    "sources": [],
    "source_lines": [],
}

INDEX = """\
# A small book

In 2010, {fact}`poverty-rural-2010` of the rural people of Mexico were poor, and again
{fact}`poverty-rural-2010`. [Rural people are poorer
than the nation.]{.claim .claim--poverty-rural-higher} See {fact}`selection-number`.

{numref}`tab-selection-ranking` gives the ranking; proposed are {fact}`selection-proposed-names`.
{fact}`budget-total` is planned, and the interval is {fact}`homicide-rate-2010`.

## A heading with {fact}`selection-number` in it

```{published} tab-selection-ranking
```

```{published} fig-selection-map
```

{numref}`fig-selection-map` shows it.
"""

CONF = """\
project = "A small book"
extensions = ["myst_nb", "sphinxcontrib.bibtex", "cohesion.pages"]
exclude_patterns = ["_build"]
bibtex_bibfiles = []
html_theme = "sphinx_book_theme"
html_title = "A small book"
html_static_path = [{static!r}]
templates_path = [{templates!r}]
html_css_files = ["book.css"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist"]
numfig = True
html_context = {{"default_mode": "auto"}}
html_theme_options = {{"show_toc_level": 2}}
"""


def items() -> dict[str, dict[str, Any]]:
    """Return the published results with one claim; without a build the test is skipped."""
    if not (paths.RESULTS / "what-if" / "items.jsonl").is_file():
        pytest.skip("no results are stored: run `make book` first")
    return {**stored.load(), CLAIM["name"]: CLAIM}


def build(folder: Path) -> Path:
    """Build the small book below ``folder`` and return its pages' folder."""
    source, out = folder / "source", folder / "html"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("book", "notebooks"):
        (source / part).mkdir(parents=True)
    results = source / paths.RESULTS.relative_to(paths.ROOT)
    results.parent.mkdir(parents=True)
    results.symlink_to(paths.RESULTS, target_is_directory=True)
    (source / "conf.py").write_text(
        CONF.format(static=str(paths.BOOK / "static"), templates=str(paths.BOOK / "templates")),
        encoding="utf-8",
    )
    tree = "".join(f"{page}\n" for page in PAGES)
    (source / "index.md").write_text(
        f"{INDEX}\n```{{toctree}}\n:hidden:\n{tree}```\n", encoding="utf-8"
    )
    for page in ("numbers", "explorer", "hindsight-explorer"):
        shutil.copyfile(paths.BOOK / f"{page}.md", source / "book" / f"{page}.md")
    (source / "notebooks" / "what-if.md").write_text(_without_code(), encoding="utf-8")
    (source / "notebooks" / "selection.md").write_text("# Choosing the states\n", encoding="utf-8")
    published = items()
    patch = pytest.MonkeyPatch()
    patch.setattr(run, "run_all", lambda notebooks: {})
    patch.setattr(notebooks, "notebooks_of_book", list)
    patch.setattr(stored, "load", lambda folder=None: published)
    patch.setattr(claims, "settle", lambda items, texts: "")
    patch.setattr(fresh, "ensure", lambda items: None)
    # It lies elsewhere than the book.
    patch.setattr(pages, "_belongs_here", lambda app: None)
    # Its pages lead to many that it does not have.
    patch.setattr(page_checks, "check_and_fill", lambda app, error: None)
    patch.setattr(downloads, "write_downloads", _no_files)
    patch.setenv("COHESION_PAGES_ONLY", "1")
    try:
        said = io.StringIO()
        app = Sphinx(source, source, out, folder / "doctrees", "html", status=None, warning=said)
        app.build(force_all=True)
    finally:
        patch.undo()
    assert app.statuscode == 0, said.getvalue()
    return out


def _no_files(app: Sphinx, error: Exception | None) -> None:
    """Make the folders of what a reader takes away, and leave them empty."""
    for name in ("_files", "_tables"):
        (Path(app.outdir) / name).mkdir(exist_ok=True)


def _without_code() -> str:
    """Return the page "What if" without its code: the bodies place the stored results."""
    text = (paths.NOTEBOOKS / "what-if.md").read_text(encoding="utf-8")
    text = re.sub(r"```\{code-cell\}\n.*?```\n", "", text, flags=re.DOTALL)
    return re.sub(r"^(file_format|kernelspec|cohesion):.*\n", "", text, flags=re.MULTILINE)
