"""What was reached is kept: these numbers may only fall."""

from __future__ import annotations

import json

from tests.checking import ratchet


def test_no_number_has_risen():
    reached = json.loads(ratchet.FILE.read_text("utf-8"))
    worse = ratchet.risen(reached, ratchet.now())
    assert not worse, "bind, publish or move these (ratchet.py):\n" + "\n".join(worse)


def test_a_rise_is_seen_also_on_a_new_page():
    kind = "captions in code"
    assert ratchet.risen({kind: {"a.md": 2}}, {kind: {"a.md": 3, "b.md": 1}}) == [
        "a.md: 3 captions in code, 2 were reached",
        "b.md: 1 captions in code, 0 were reached",
    ]
    assert ratchet.risen({kind: {"a.md": 2}}, {kind: {"a.md": 2}}) == []


def test_the_counts_see_what_they_count():
    page = (
        "In most states homicide rose. [In most states it rose]{.claim .claim--x}.\n\n"
        "```{code-cell}\npublish.table('tab-x', f, caption='Of 52 states')\n"
        "publish.table('tab-y', f)\npublish.table('tab-state-01', f, caption='x')\n```\n"
    )
    assert [count(page) for count in ratchet.COUNTS.values()] == [1, 1, 1]
