"""Tests of ``cohesion/chapters/profiles/pages.py``."""

from __future__ import annotations

import re

from cohesion import paths
from cohesion.chapters.profiles import pages as profiles_pages
from cohesion.tables.geography import STATE_CODES, STATES


def test_pages_of_the_states_are_up_to_date():
    folder = paths.BOOK / "states"
    for code in STATE_CODES:
        text = (folder / f"state-{code}.md").read_text(encoding="utf-8")
        assert text == profiles_pages.stub(code), (
            "run: python -m cohesion.chapters.profiles.tables --stubs"
        )
        assert text.startswith(f"(state-{code})=\n# {STATES.at[code, 'name_en']}\n")
    assert len(list(folder.glob("*.md"))) == len(STATE_CODES)


def test_every_published_place_of_a_page_is_made_for_each_state():
    made = (paths.ROOT / "cohesion/chapters/profiles/sheet_exhibits.py").read_text("utf-8")
    for name in re.findall(r"\{published\} ([a-z0-9-]+)", profiles_pages.stub("07")):
        assert name.replace("07", "{code}") in made, name
