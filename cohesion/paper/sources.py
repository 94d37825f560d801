"""Sources on paper: a table that rests on many names their publishers and points to a list.

On the web a long source line is read once in a while; on paper it would take more room than its
table. So each chapter ends with the numbered list of the publications behind its larger tables and
figures, and their source lines give the numbers.
"""

from __future__ import annotations

import copy

from lxml.html import HtmlElement, builder

#: A line with more sources than this, or more characters, refers to the chapter's list.
_FEW, _SHORT = 3, 260


def list_sources(chapter: HtmlElement, *, number: int, before: HtmlElement | None) -> None:
    """Shorten the long source lines of a chapter and append the list that they refer to.

    Parameters
    ----------
    chapter : the chapter with everything that stands under it.
    number : makes the address of the list unique.
    before : the list is put before this element, or at the chapter's end.
    """
    listed: dict[str, int] = {}
    kept: list[HtmlElement] = []
    address = f"sources-{number}"
    for line in chapter.xpath(".//p[@class='source']"):
        sources = line.xpath("./span[@class='one-source']")
        if len(sources) <= _FEW and len(line.text_content()) <= _SHORT or len(sources) < 2:
            continue
        numbers = []
        for source in sources:
            text = _words(source)
            if text not in listed:
                listed[text] = len(listed) + 1
                kept.append(source)
            numbers.append(listed[text])
        link = builder.E.a("see list", href=f"#{address}")
        link.set("class", "page-reference")
        short = builder.E.p(
            f"Source: {publishers([_words(source) for source in sources])} ({spans(numbers)}, ",
            link, ").",
        )  # fmt: skip
        short.set("class", "source")
        line.getparent().replace(line, short)
    if not listed:
        return
    heading = builder.E.p("Sources of the tables and figures of this chapter", id=address)
    heading.set("class", "rubric sources")
    entries = builder.E.ol(*[_entry(source) for source in kept])
    entries.set("class", "sources")
    note = [text for text in listed if text.endswith("†")]
    block = [heading, entries]
    if note:
        block.append(builder.E.p("† A later re-publication stands in for the edition of the time."))
        block[-1].set("class", "notes sources")
    for element in block:
        if before is None:
            chapter.append(element)
        else:
            before.addprevious(element)


def publishers(sources: list[str]) -> str:
    """Return the publishers behind some sources, each once; † where a re-publication stands in."""
    found: dict[str, bool] = {}
    for source in sources:
        name = source.split(" (data/")[0] if source.startswith("programme ") else source
        name = name.split(", ")[0].split(" (")[0].strip()
        found[name] = found.get(name, False) or source.endswith("†")
    return ", ".join(name + ("†" if stands_in else "") for name, stands_in in found.items())


def spans(numbers: list[int]) -> str:
    """Return numbers as short as can be: ``[1, 2, 3, 5]`` as ``S1–S3, S5``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"S{run[0]}" + (f"–S{run[-1]}" if len(run) > 1 else "") for run in runs)


def _entry(source: HtmlElement) -> HtmlElement:
    entry = copy.deepcopy(source)
    entry.tail = None
    entry.tag = "li"
    entry.attrib.clear()
    return entry


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
