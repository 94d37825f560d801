"""The pages around the text: cover, document control, contents, lists, part pages; the main file.

Three files are set from the same chapters: the report, its annexes, and both in one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cohesion.paper.contents import Chapter, Contents
from cohesion.paper.strings import literal
from cohesion.paper.write import Shape

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
#: The title page of a part lists the sections of its chapters too, unless they are more than this.
_LINES_OF_PART = 36
_ROLES = ("Team leader", "Quality control", "Programme officer")
_HEADS = ("Role", "Name", "Date", "Signature")
ANNEXES = "Annexes"
_FOOT = "Laboratorio de Cohesión Social II"

WHOLE, REPORT, ANNEX = "whole", "report", "annexes"
#: The files of the edition.
FILES = {
    WHOLE: "formulation-report-with-annexes.pdf",
    REPORT: "formulation-report.pdf",
    ANNEX: "formulation-report-annexes.pdf",
}


@dataclass(frozen=True)
class Line:
    """A line of a list: level (1 part, 2 chapter, 3 section), label, number and words."""

    level: int
    label: str
    number: str
    words: str


def main_file(
    which: str, contents: Contents, pages: dict[str, Any], settings: dict[str, Any],
    as_of: datetime.date, attached: list[dict[str, str]], first_page: int = 1,
) -> str:  # fmt: skip
    """Return the Typst file that sets one of the three files.

    Parameters
    ----------
    which : one of ``FILES``.
    contents : parts and annexes.
    pages : what the builder wrote about each page of the book.
    settings : the edition: title, subtitle, version, date.
    as_of : the day the book stands on.
    attached : files in the folder of the main file, with ``name``, ``description``, ``type``.
    first_page : the page number of the first annex (only for the file of the annexes).
    """
    title = f"{settings['title']}: {settings['subtitle']}"
    date = settings["date"]
    if which == ANNEX:
        title = f"{ANNEXES} to {title}"
    about = (
        f"title: {literal(title)}, author: {literal('Formulation mission')}, "
        f"description: {literal(settings['subtitle'] + ', ' + settings['edition'])}, "
        f"keywords: ({literal('social cohesion')}, {literal('Mexico')}, "
        f"{literal('European Union')}), "
        f"day: datetime(year: {date.year}, month: {date.month}, day: {date.day}), "
        f"head: {literal('Formulation report')}, foot: {literal(_FOOT)}"
    )
    code = ['#import "/report.typ": *', f"#show: book.with({about})"]
    code += [_attachment(file) for file in attached]
    code.append(_cover(which, settings))
    places = ", ".join(map(literal, sorted(labels_of(which, contents, pages))))
    last = f"#tell-places(({places},))"
    if which == ANNEX:
        annexes = [line for line in _contents(contents, pages) if line.label in
                   {chapter.page for chapter in contents.annexes}]  # fmt: skip
        code.append('#counter(page).update(1)\n#set page(numbering: "i")')
        code.append(_contents_page("Contents", "front-contents", _note_of_annexes(), annexes))
        code.append(f"#pagebreak(weak: true)\n#set page(numbering: \"1\")\n"
                    f"#counter(page).update({first_page})")  # fmt: skip
        code += [*_annexes(contents, pages), last]
        return "\n".join(code) + "\n"
    code.append(_control(title, settings, as_of, bool(contents.annexes)))
    code.append(_contents_page("Contents", "front-contents", _note(contents, pages),
                               _contents(contents, pages)))  # fmt: skip
    code += _caption_lists(pages_of(REPORT, contents), pages, "")
    code.append(_include(contents.root, pages))
    for place, part in enumerate(contents.parts):
        words, name = f"Part {ROMAN[place]}", f"part-{place + 1}"
        if len(part.chapters) == 1:
            title = f"{literal(words)}, {literal(part.title)}, {literal(name)}"
            first, *rest = part.chapters[0].pages
            code.append(f"{_running(first, pages)}\n#pagebreak(weak: true)\n#part-line({title})")
            code += [_included(first), *(_include(page, pages) for page in rest)]
            continue
        code.append(_part_page(words, part.title, name, _part_lines(part.chapters, pages)))
        code += [_include(page, pages) for chapter in part.chapters for page in chapter.pages]
    if which == WHOLE:
        code += _annexes(contents, pages)
    return "\n".join([*code, last]) + "\n"


def pages_of(which: str, contents: Contents) -> list[str]:
    """Return the pages of the book that stand in a file, in their order."""
    report = [contents.root] + [
        page for part in contents.parts for chapter in part.chapters for page in chapter.pages
    ]
    annexes = [page for chapter in contents.annexes for page in chapter.pages]
    return {WHOLE: [*report, *annexes], REPORT: report, ANNEX: annexes}[which]


def shapes_of_front(which: str, contents: Contents) -> list[Shape]:
    """Return the tables of the pages before the text: document control and release."""
    if which == ANNEX:
        return []
    return [Shape(2, 8 if contents.annexes else 7, 1), Shape(len(_HEADS), len(_ROLES), 1)]


def labels_of(which: str, contents: Contents, pages: dict[str, Any]) -> set[str]:
    """Return every place that stands in a file."""
    found = {label for page in pages_of(which, contents) for label in pages[page]["labels"]}
    if which != ANNEX:
        found |= {f"part-{place + 1}" for place in range(len(contents.parts))}
    if which != REPORT and contents.annexes:
        found.add("annexes")
    return found


def _annexes(contents: Contents, pages: dict[str, Any]) -> list[str]:
    if not contents.annexes:
        return []
    entries = _part_lines(contents.annexes, pages)
    code = [_part_page("", ANNEXES, "annexes", entries)]
    code += _caption_lists(pages_of(ANNEX, contents), pages, " of the annexes")
    return code + [_include(page, pages) for chapter in contents.annexes for page in chapter.pages]


def _include(page: str, pages: dict[str, Any]) -> str:
    return f"{_running(page, pages)}\n#pagebreak(weak: true)\n{_included(page)}"


def _running(page: str, pages: dict[str, Any]) -> str:
    """Return the code that tells the heads of pages which page of the book is about to begin."""
    _, _, number, words = pages[page]["headings"][0]
    words = f"{number}\u2002{words}" if number else words
    return f"#running-head({literal(words)})"


def _included(page: str) -> str:
    return f"#include {literal('/pages/' + page.replace('/', '--') + '.typ')}"


def _attachment(file: dict[str, str]) -> str:
    return (
        f'#pdf.attach({literal("/" + file["name"])}, relationship: "supplement", '
        f"mime-type: {literal(file['type'])}, description: {literal(file['description'])})"
    )


def _cover(which: str, settings: dict[str, Any]) -> str:
    date = settings["date"]
    lines = [settings["edition"], f"Version {settings['version']}", f"{date.day} {date:%B %Y}"]
    subtitle = settings["subtitle"]
    if which != REPORT:
        subtitle += ": annexes" if which == ANNEX else ", with annexes"
    return (
        f"#cover({literal('European Union – United Mexican States')}, "
        f"{literal(settings['title'])}, {literal(subtitle)}, "
        f"({', '.join(literal(str(line)) for line in lines)},))"
    )


def _control(title: str, settings: dict[str, Any], day: datetime.date, annexes: bool) -> str:
    date = settings["date"]
    rows = [
        ("Document", title),
        ("Edition", f"{settings['edition']}: what was published by {day.day} {day:%B %Y}"),
        ("Version and date", f"{settings['version']}, {date.day} {date:%B %Y}"),
        ("Prepared by", "Formulation mission"),
        ("For", "European Commission and Government of Mexico"),
        ("Made from", "The same notebooks, data and texts as the web edition, with the same "
                      "numbers of chapters, tables and figures. The code stands in the notebook "
                      "that each chapter names at its end."),
        ("Attached to this file", "The Word and Excel files to take away, and every published "
                                  "result with its provenance (results.json). A PDF reader lists "
                                  "them as attachments."),
    ]  # fmt: skip
    if annexes:
        rows.insert(1, ("Files", f"The report ({FILES[REPORT]}), its annexes ({FILES[ANNEX]}), and "
                                 f"both in one ({FILES[WHOLE]}). Pages, chapters, tables and "
                                 "figures have the same numbers in all three."))  # fmt: skip
    shown = ", ".join(f"({literal(head)}, {literal(text)})" for head, text in rows)
    return (
        f"#control({literal('Document control')}, ({shown}), {literal('Release')}, "
        f"({', '.join(map(literal, _HEADS))}), ({', '.join(map(literal, _ROLES))}))"
    )


def _note_of_annexes() -> str:
    return ("Chapters, tables, figures and pages have the numbers of the report, to which these "
            "annexes belong.")  # fmt: skip


def _note(contents: Contents, pages: dict[str, Any]) -> str | None:
    numbers = [pages[chapter.page]["number"] for chapter in contents.annexes]
    if not numbers:
        return None
    listed = ", ".join(numbers[:-1]) + (" and " if len(numbers) > 1 else "") + numbers[-1]
    return f"Chapters keep the numbers of the web edition; {listed} stand in the annexes."


def _chapter_line(chapter: Chapter, pages: dict[str, Any]) -> Line:
    level, label, _, words = pages[chapter.page]["headings"][0]
    return Line(2, label, pages[chapter.page]["number"], words)


def _contents(contents: Contents, pages: dict[str, Any]) -> list[Line]:
    found = []
    for level, label, number, words in pages[contents.root]["headings"]:
        if level == 1:
            found.append(Line(1, label, number, words))
    for place, part in enumerate(contents.parts):
        found.append(Line(1, f"part-{place + 1}", f"Part {ROMAN[place]}", part.title))
        found += [_chapter_line(chapter, pages) for chapter in part.chapters]
    if contents.annexes:
        found.append(Line(1, "annexes", "", ANNEXES))
        found += [_chapter_line(chapter, pages) for chapter in contents.annexes]
    return found


def _part_lines(chapters: Iterable[Chapter], pages: dict[str, Any]) -> list[Line]:
    """Return the chapters of a part with their sections, without these where they are many."""
    chapters = list(chapters)
    found = []
    for chapter in chapters:
        found.append(_chapter_line(chapter, pages))
        for page in chapter.pages:
            found += [
                Line(3, label, "", words)
                for level, label, _, words in pages[page]["headings"]
                if level == 3
            ]
    if len(found) > _LINES_OF_PART:
        found = [line for line in found if line.level < 3]
    return found


def _caption_lists(names: list[str], pages: dict[str, Any], of: str) -> list[str]:
    """Return the lists of the tables and figures of some pages, in the order of the numbers."""
    found: dict[str, list[Line]] = {"table": [], "figure": []}
    for page in names:
        for what, label, number, words in pages[page]["captions"]:
            found[what].append(Line(2, label, number, words))
    return [
        f"#captions-page({literal(f'{what.capitalize()}s{of}')}, {literal(f'list-{what}s{of}')}, "
        f"{_lines(sorted(lines, key=lambda line: _order(line.number)))}, "
        f"level: {2 if of else 1})"
        for what, lines in found.items()
        if lines
    ]


def _order(number: str) -> list[int]:
    return [int(part) for part in number.split()[-1].split(".")]


def _lines(lines: Iterable[Line], level: bool = False) -> str:
    shown = (
        f"({f'{line.level}, ' if level else ''}{literal(line.label)}, {literal(line.number)}, "
        f"{literal(line.words)})"
        for line in lines
    )
    return f"({', '.join(shown)},)"


def _contents_page(title: str, name: str, note: str | None, lines: list[Line]) -> str:
    return (
        f"#contents-page({literal(title)}, {literal(name)}, "
        f"{literal(note) if note else 'none'}, {_lines(lines, level=True)})"
    )


def _part_page(words: str, title: str, name: str, lines: list[Line]) -> str:
    return (
        f"#part-page({literal(words)}, {literal(title)}, {literal(name)}, "
        f"{_lines(lines, level=True)})"
    )
