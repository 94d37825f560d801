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
        assert text == profiles_pages.stub(code), "run: python -m cohesion states"
        assert text.startswith(f"(state-{code})=\n# {STATES.at[code, 'name_en']}\n")
    assert len(list(folder.glob("*.md"))) == len(STATE_CODES)


def test_every_published_place_of_a_page_is_made_for_each_state():
    made = (paths.ROOT / "cohesion/chapters/profiles/sheet_exhibits.py").read_text("utf-8")
    for name in re.findall(r"\{published\} ([a-z0-9-]+)", profiles_pages.stub("07")):
        assert name.replace("07", "{code}") in made, name


def test_writing_the_pages_makes_one_for_each_state_and_nothing_else(tmp_path):
    folder = tmp_path / "book" / "states"
    written = profiles_pages.write_stubs(folder)
    assert [file.name for file in written] == [f"state-{code:02d}.md" for code in range(1, 33)]
    assert sorted(folder.iterdir()) == written
    assert written[30].read_text("utf-8").startswith("(state-31)=\n# Yucatán\n")
    # Each page names the results of its own state, and of no other.
    for file in written:
        assert set(re.findall(r"state-(\d\d)", file.read_text("utf-8"))) == {file.stem[-2:]}


def test_writing_the_pages_again_mends_one_that_was_changed(tmp_path):
    first = profiles_pages.write_stubs(tmp_path)[0]
    first.write_text("spoilt", "utf-8")
    profiles_pages.write_stubs(tmp_path)
    assert first.read_text("utf-8") == profiles_pages.stub("01")
