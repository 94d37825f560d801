"""The pages around the text: what each file holds, in which order, with which notes."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest

from cohesion.paper import front
from cohesion.paper.contents import Chapter, Contents, Part

CONTENTS = Contents(
    "index",
    (Part("Many", (Chapter("a"), Chapter("b", ("b1",)))), Part("One", (Chapter("c"),))),
    (Chapter("d"), Chapter("e")),
)
SETTINGS = {"title": "Lab", "subtitle": "A \"report\"", "edition": "The edition", "version": "1.0",
            "date": datetime.date(2012, 6, 5)}  # fmt: skip


def page(number: str, label: str, *more, captions=()) -> dict:
    return {"number": number, "labels": [label, *(entry[1] for entry in more)],
            "headings": [[2, label, number, f"Title of {label}"], *map(list, more)],
            "captions": list(captions)}  # fmt: skip


PAGES = {
    "index": {"number": "", "labels": ["index"], "captions": [],
              "headings": [[1, "summary", "", "Summary"], [2, "x", "", "Deeper"]]},
    "a": page("1", "a", (3, "a#limits", "", "Limits"), (4, "a#deep", "", "Deep"),
              captions=[["table", "t10", "Table 1.10", "Late"],
                        ["table", "t2", "Table 1.2", "Early"]]),
    "b": page("2", "b"), "b1": page("", "b1", (3, "b1#own", "", "Own")), "c": page("3", "c"),
    "d": page("4", "d", captions=[["figure", "f", "Figure 4.1", "Map"]]), "e": page("5", "e"),
}  # fmt: skip
DAY = datetime.date(2012, 6, 30)


def main_file(which: str, contents: Contents = CONTENTS, **options) -> str:
    return front.main_file(which, contents, PAGES, SETTINGS, DAY, [], **options)


def included(code: str) -> list[str]:
    return re.findall(r'#include "/pages/([\w-]+)\.typ"', code)


def test_report_and_annexes_together_are_the_whole():
    order = ["index", "a", "b", "b1", "c", "d", "e"]
    for which, pages in ((front.WHOLE, order), (front.REPORT, order[:5]), (front.ANNEX, order[5:])):
        assert front.pages_of(which, CONTENTS) == pages
        assert included(main_file(which)) == pages


def test_a_file_tells_the_places_that_stand_in_it():
    report, annexes = (front.labels_of(which, CONTENTS, PAGES) for which in
                       (front.REPORT, front.ANNEX))  # fmt: skip
    assert {"part-1", "part-2", "a#limits", "b1#own"} <= report and "annexes" not in report
    assert annexes == {"d", "e", "annexes"} and not report & annexes
    assert front.labels_of(front.WHOLE, CONTENTS, PAGES) == report | annexes


def test_a_part_of_one_chapter_has_no_page_of_its_own():
    code = main_file(front.REPORT)
    assert code.count("#part-page(") == 1 and code.count("#part-line(") == 1
    assert '#part-line("Part II", "One", "part-2")' in code
    assert code.index("#part-line(") < code.index("/pages/c.typ")


def test_the_page_of_a_part_lists_sections_unless_they_are_too_many(monkeypatch):
    part = CONTENTS.parts[0].chapters
    lines = front._part_lines(part, PAGES)
    assert [line.label for line in lines] == ["a", "a#limits", "b", "b1#own"]
    monkeypatch.setattr(front, "_LINES_OF_PART", 3)
    assert [line.label for line in front._part_lines(part, PAGES)] == ["a", "b"]


def test_contents_name_parts_chapters_and_annexes():
    lines = front._contents(CONTENTS, PAGES)
    assert [(line.level, line.label, line.number) for line in lines] == [
        (1, "summary", ""), (1, "part-1", "Part I"), (2, "a", "1"), (2, "b", "2"),
        (1, "part-2", "Part II"), (2, "c", "3"), (1, "annexes", ""), (2, "d", "4"), (2, "e", "5"),
    ]  # fmt: skip


def test_captions_are_listed_by_number_and_by_file():
    code = main_file(front.WHOLE)
    assert code.index('"Table 1.2"') < code.index('"Table 1.10"')
    assert '#captions-page("Tables", "list-tables"' in code
    assert '#captions-page("Figures of the annexes", "list-figures of the annexes"' in code
    assert "Figure 4.1" not in main_file(front.REPORT)


@pytest.mark.parametrize(
    ("annexes", "note"),
    [
        ((), None),
        (("d",), "Chapters keep the numbers of the web edition; 4 stand in the annexes."),
        (("d", "e"), "Chapters keep the numbers of the web edition; 4 and 5 stand in the annexes."),
    ],
)
def test_the_note_names_the_chapters_that_stand_elsewhere(annexes, note):
    contents = dataclasses.replace(CONTENTS, annexes=tuple(map(Chapter, annexes)))
    assert front._note(contents, PAGES) == note


def test_a_book_without_annexes_speaks_of_none():
    code = main_file(front.WHOLE, dataclasses.replace(CONTENTS, annexes=()))
    assert '"Annexes"' not in code and "its annexes (" not in code
    assert "annexes" not in front.labels_of(front.WHOLE, dataclasses.replace(CONTENTS, annexes=()),
                                            PAGES)  # fmt: skip


def test_the_tables_before_the_text_have_the_shape_that_is_declared():
    for contents in (CONTENTS, dataclasses.replace(CONTENTS, annexes=())):
        control = front._control("T", SETTINGS, DAY, bool(contents.annexes))
        first, release = front.shapes_of_front(front.REPORT, contents)
        rows = re.search(r"\(\((.*)\)\), \"Release\"", control, re.DOTALL)[1]
        assert rows.count("), (") + 1 == dataclasses.astuple(first)[1]
        assert dataclasses.astuple(release)[0] == 4
    assert front.shapes_of_front(front.ANNEX, CONTENTS) == []


def test_each_file_says_what_it_is_and_quotes_cannot_break_out():
    assert "with annexes" in main_file(front.WHOLE)
    assert '"Annexes to Lab: A \\"report\\""' in main_file(front.ANNEX)
    assert ", with annexes" not in main_file(front.REPORT).split("#cover(")[1].split("\n")[0]
    assert "what was published by 30 June 2012" in main_file(front.REPORT)
    assert '"5 June 2012"' in main_file(front.REPORT)


def test_files_that_are_attached_are_named_with_type_and_purpose():
    file = {"name": "results.json", "type": "application/json", "description": "results"}
    code = front.main_file(front.REPORT, CONTENTS, PAGES, SETTINGS, DAY, [file])
    assert '#pdf.attach("/results.json", relationship: "supplement", mime-type: ' in code
