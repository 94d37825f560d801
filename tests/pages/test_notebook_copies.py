"""Notebooks to take away hold what the book shows, not placeholders."""

from __future__ import annotations

import json

from cohesion.pages import notebook_copies

ITEMS = {
    "n": {"name": "n", "kind": "fact", "text": "46.2 %", "notebook": "probe"},
    "tab-x": {
        "name": "tab-x", "kind": "table", "notebook": "probe", "caption": "Few {fact}`n`",
        "notes": "Per cent.", "stub": 1,
        "columns": [{"head": "State", "numeric": False, "cells": ["A & B", "C"]},
                    {"head": "Share", "numeric": True, "cells": ["1.0", "2.0"]}],
    },
    "fig-x": {"name": "fig-x", "kind": "figure", "notebook": "probe", "caption": "Rises",
              "alt": 'A "line"', "notes": ""},
}  # fmt: skip


def test_placeholders_become_results(tmp_path):
    folder = tmp_path / "probe"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "fig-x.svg").write_text("<svg/>", "utf-8")
    cells = [
        {"cell_type": "markdown", "metadata": {},
         "source": "So {fact}`n` [of all]{.claim .claim--x}.\n\n:::{published} fig-x\n:wide:\n"
                   "Rises\n\nIn words: A line.\n:::\n\nEnd."},
        {"cell_type": "code", "metadata": {}, "source": "1", "execution_count": None, "outputs": [
            {"output_type": "display_data", "metadata": {},
             "data": {"text/markdown": "```{published} tab-x\n```\n", "text/plain": "tab-x"}}]},
    ]  # fmt: skip
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "executed.ipynb").write_text(json.dumps(notebook), "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "of-an-earlier-build.ipynb").touch()
    [file] = notebook_copies.write_copies(tmp_path, ITEMS, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == [file]
    text = file.read_text("utf-8")
    assert "{published}" not in text and "{fact}" not in text and ".claim" not in text
    found = json.loads(text)
    words = found["cells"][0]["source"]
    assert words.startswith("So 46.2 % of all.") and words.endswith("End.")
    assert "data:image/svg+xml;base64,PHN2Zy8+" in words and 'alt="A &quot;line&quot;"' in words
    table = found["cells"][1]["outputs"][0]["data"]["text/markdown"]
    assert "A &amp; B" in table and "<td>2.0</td>" in table and "**Few 46.2 %**" in table
