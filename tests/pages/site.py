"""A small book of four pages, built in seconds, on which the reader's tools are tried in a browser.

It uses the theme, the style sheets and the scripts of the book, and the results of the last build;
where there are none, the tests that need it are skipped and say so.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cohesion import paths
from cohesion.publishing import stored

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
{fact}`poverty-rural-2010`. <span class="claim claim--poverty-rural-higher">Rural people are poorer
than the nation.</span> See [Table 1](#tab-selection-ranking-link) and {fact}`selection-number`.

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
extensions = ["myst_parser", "site_extension"]
exclude_patterns = ["_build"]
html_theme = "sphinx_book_theme"
html_title = "A small book"
html_static_path = [{static!r}]
templates_path = [{templates!r}]
html_css_files = ["book.css"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "attrs_block", "deflist"]
numfig = True
html_theme_options = {{"show_toc_level": 2}}
"""

EXTENSION = """\
import json
from pathlib import Path
from cohesion.pages import finishing, placing, reader
from cohesion.publishing import stored

def setup(app):
    app.cohesion_items = json.loads(Path({items!r}).read_text("utf-8"))
    app.cohesion_prints = {{
        name: stored.fingerprint(item) for name, item in app.cohesion_items.items()
    }}
    app.add_role("fact", placing.fact_role)
    app.add_directive("published", placing.Published)
    reader.connect(app)
    app.connect("html-page-context", finishing.finish_page)
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


def items() -> dict[str, dict[str, Any]]:
    """Return the published results with one claim; without a build the test is skipped."""
    if not (paths.RESULTS / "what-if" / "items.jsonl").is_file():
        pytest.skip("no results are stored: run `make book` first")
    return {**stored.load(), CLAIM["name"]: CLAIM}


def build(folder: Path) -> Path:
    """Build the small book below ``folder`` and return its pages' folder."""
    from sphinx.application import Sphinx

    source, out = folder / "source", folder / "html"
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("book", "notebooks", "_build"):
        (source / part).mkdir(parents=True)
    (source / "_build" / "results").symlink_to(paths.RESULTS, target_is_directory=True)
    (folder / "items.json").write_text(json.dumps(items()), encoding="utf-8")
    (source / "conf.py").write_text(
        CONF.format(static=str(paths.BOOK / "static"), templates=str(paths.BOOK / "templates")),
        encoding="utf-8",
    )
    extension = folder / "extension"
    extension.mkdir()
    (extension / "site_extension.py").write_text(
        EXTENSION.format(items=str(folder / "items.json")), encoding="utf-8"
    )
    tree = "\n```{toctree}\n:hidden:\nbook/numbers\nbook/explorer\nbook/hindsight-explorer\n" \
           "notebooks/what-if\nnotebooks/selection\n```\n"  # fmt: skip
    (source / "index.md").write_text(INDEX + tree, encoding="utf-8")
    for page in ("numbers", "explorer", "hindsight-explorer"):
        shutil.copyfile(paths.BOOK / f"{page}.md", source / "book" / f"{page}.md")
    (source / "notebooks" / "what-if.md").write_text(_without_code(), encoding="utf-8")
    (source / "notebooks" / "selection.md").write_text("# Choosing the states\n", encoding="utf-8")
    import sys

    sys.path.insert(0, str(extension))
    sys.modules.pop("site_extension", None)
    try:
        app = Sphinx(source, source, out, folder / "doctrees", "html", status=None, warning=None)
        app.build(force_all=True)
    finally:
        sys.path.remove(str(extension))
    assert app.statuscode == 0
    return out


def _without_code() -> str:
    """Return the page "What if" with its results placed and its code taken out."""
    import re

    text = (paths.NOTEBOOKS / "what-if.md").read_text(encoding="utf-8")
    placed = re.sub(
        r"```\{code-cell\}\n(.*?)```",
        lambda cell: "".join(
            f"```{{published}} {name}\n```\n"
            for name in re.findall(r'"(tab-whatif-[a-z]+)"', cell[1])
        ),
        text,
        flags=re.DOTALL,
    )
    return re.sub(r"^(file_format|kernelspec|cohesion):.*\n", "", placed, flags=re.MULTILINE)
