"""Tests of ``cohesion/chapters/profiles/pages.py``."""

from __future__ import annotations

import re

from cohesion import paths
from cohesion.building import spanish
from cohesion.chapters.profiles import pages as profiles_pages
from cohesion.tables.geography import STATE_CODES, STATES
from cohesion.translation import po


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


def test_the_profiles_are_the_text_of_the_first_one():
    first, *others = [paths.NOTEBOOKS / f"{name}.md" for name in profiles_pages.PROFILES]
    text = first.read_text("utf-8")
    assert "{code-cell}" not in text and text.count("profile-1-") > 20
    for place, file in enumerate(others, start=2):
        found = file.read_text("utf-8")
        assert found == profiles_pages.of_place(text, place), "run: python -m cohesion states"
        assert set(re.findall(r"(?:profile|state)-([0-9])", found)) == {str(place)}


def test_the_profiles_are_one_text_in_spanish_too():
    words = spanish.catalogue()
    first, *others = profiles_pages.PROFILES
    told = {message.english: message.spanish for message in po.read(spanish.PAGES / f"{first}.po")}
    assert sum("profile-1" in english for english in told) >= 10
    for place, _ in enumerate(others, start=2):
        for english, translated in told.items():
            of_it = profiles_pages.of_place(english, place)
            assert words.texts[of_it] == profiles_pages.of_place(translated, place)


def test_every_place_of_a_profile_is_made_by_a_section():
    made = (paths.ROOT / "cohesion/chapters/profiles/exhibits.py").read_text("utf-8")
    places = re.findall(
        r"\{published\} ([a-z0-9-]+)", (paths.NOTEBOOKS / "profile-first.md").read_text("utf-8")
    )
    assert len(places) == len(set(places)) == 15
    for name in places:
        assert f'"{name.replace("profile-1", "{place.tag}")}"' in made, name


def test_writing_the_profiles_mends_those_after_the_first(tmp_path):
    first, second, third, fourth = (tmp_path / f"{name}.md" for name in profiles_pages.PROFILES)
    first.write_text("# {fact}`selection-state-1-name`\n\n{numref}`tab-profile-1-sex`\n", "utf-8")
    second.write_text("spoilt", "utf-8")
    assert profiles_pages.write_profiles(tmp_path) == [second, third, fourth]
    assert second.read_text("utf-8").endswith("tab-profile-2-sex`\n")
    assert fourth.read_text("utf-8").startswith("# {fact}`selection-state-4-name`")
    assert "-1" in first.read_text("utf-8")
