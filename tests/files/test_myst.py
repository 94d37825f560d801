"""Fenced blocks are found as MyST finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cohesion.files import myst

PAGE = """---
title: ":::"
---
:::::{div} answer
Text.

:::{published} tab-a
:wide:
The caption.
:::

```{code-cell}
:tags: [hide-input]
":::{published} tab-no"
```
:::::

~~~{published} fig-b
~~~
"""


def test_blocks_inside_colons_are_found_and_code_is_opaque():
    found = {block.argument: block for block in myst.blocks(PAGE)}
    assert set(found) == {"answer", "tab-a", "", "fig-b"}
    assert found["tab-a"].options == {"wide": ""}
    assert found["tab-a"].content == ((9, "The caption."),)
    assert found["tab-a"].line == 7 and found["answer"].line == 4
    assert found[""].options == {"tags": "[hide-input]"}
    assert all(block.closed for block in found.values())


def test_directives_come_in_the_order_of_the_page():
    assert [b.argument for b in myst.directives(PAGE, "published")] == ["tab-a", "fig-b"]


def test_an_open_block_is_said_to_be_open():
    (block,) = myst.blocks("Text\n\n:::{published} tab-x\nThe caption.\n")
    assert not block.closed and block.line == 3


@given(st.lists(st.sampled_from([":::{a} x", ":::", "::::{b}", "::::", "```{c}", "```", "t", ""])))
def test_any_nesting_ends_and_every_opening_line_gives_one_block(lines):
    found = list(myst.blocks("\n".join(lines)))
    assert len({block.line for block in found}) == len(found)
    assert all(lines[block.line - 1].startswith(block.fence) for block in found)


def test_prose_keeps_lines_and_columns_and_drops_code():
    shown = myst.prose(PAGE)
    assert len(shown) == len(PAGE) and shown.count("\n") == PAGE.count("\n")
    assert [line.strip() for line in shown.split("\n") if line.strip()] == ["Text.", "The caption."]
    assert myst.prose("a <!-- b\nc --> d\n% e\n```\nf\n```\n").split() == ["a", "d"]


@given(st.lists(st.sampled_from([":::{a} x", ":::", "```{code-cell}", "```", "text here", ""])))
def test_prose_never_moves_a_line(lines):
    text = "\n".join(lines)
    shown = myst.prose(text)
    assert len(shown) == len(text)
    assert all(a.strip() in ("", b.strip()) for a, b in zip(shown.split("\n"), lines, strict=False))
