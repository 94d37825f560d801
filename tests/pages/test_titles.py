"""Facts in headings: written as text, in headings alone, and never inside code."""

from __future__ import annotations

import logging
import types

from cohesion.pages import placing, titles

PAGE = """# Choosing {fact}`n` of {fact}`m`

In {fact}`n` states. # no heading {fact}`n`

```
# code {fact}`n`
```

:::{published} tab-x
## body {fact}`n`
:::

### Deep {fact}`n`
"""


def test_headings_are_filled_and_nothing_else():
    filled = titles.headings_filled(PAGE, lambda match: f"<{match[1]}>")
    assert "# Choosing <n> of <m>\n" in filled and "### Deep <n>\n" in filled
    assert "In {fact}`n` states. # no heading {fact}`n`" in filled
    assert "# code {fact}`n`" in filled and "## body {fact}`n`" in filled


def test_an_unknown_fact_is_marked_and_told_and_its_page_waits_for_it(monkeypatch, caplog):
    used: dict = {}
    monkeypatch.setattr(placing, "uses", lambda env: used)
    told = []
    monkeypatch.setattr(titles.logger, "warning", lambda *words, **place: told.append(words))
    items = {"n": {"kind": "fact", "text": "four"}, "t": {"kind": "table"}}
    app = types.SimpleNamespace(env=None, cohesion_items=items, cohesion_prints={"n": "abc"})
    source = ["# {fact}`n` {fact}`t` {fact}`gone`\n"]
    with caplog.at_level(logging.WARNING):
        titles.with_facts(app, "page", source)
    assert source == ["# four [t?] [gone?]\n"]
    assert [words[1] for words in told] == ["t", "gone"]
    assert used == {"page": {"n": "abc", "t": "", "gone": ""}}
