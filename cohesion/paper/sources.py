"""Sources on paper: a table that rests on many names their publishers and points to a list.

On the web a long source line is read once in a while; on paper it would take more room than its
table. So each page of the book ends with the numbered list of the publications behind its larger
tables and figures, and their source lines give the numbers.
"""

from __future__ import annotations

import re

from docutils import nodes

from cohesion.paper.trees import words

#: A line with more sources than this, or more characters, refers to the list.
_FEW, _SHORT = 3, 260
#: The id of the list on its page.
LIST = "list-of-sources"
HEADING = "Sources of the tables and figures"
#: Beside the heading, where one of the sources carries the sign.
STANDS_IN = "† a later re-publication stands in for the edition of the time"


class SourceList(nodes.General, nodes.Element):
    """The numbered list of sources; each child is a paragraph with its number in ``key``.

    ``note`` is what stands beside its heading, '' for nothing.
    """


def list_sources(document: nodes.document) -> list[nodes.Node]:
    """Shorten the long source lines of a page; return the list that they refer to, if any."""
    listed: dict[str, int] = {}
    entries = SourceList(ids=[LIST])
    for line in list(document.findall(nodes.paragraph)):
        if "source" not in line.get("classes", ()):
            continue
        sources = [node for node in line.children if "one-source" in _classes(node)]
        texts = [words(source) for source in sources]
        if len(sources) < 2 or (len(sources) <= _FEW and len(words(line)) <= _SHORT):
            continue
        for source, text in zip(sources, texts, strict=True):
            if text not in listed:
                listed[text] = len(listed) + 1
                entry = nodes.paragraph("", "", *[child.deepcopy() for child in source.children])
                entry["key"] = f"S{listed[text]}"
                entries += entry
        numbers = spans([listed[text] for text in texts])
        link = nodes.reference("", "", nodes.inline("", "see list", classes=["std-ref"]))
        link["refid"], link["internal"] = LIST, True
        line.children = []
        line += nodes.Text(f"Source: {publishers(texts)} ({numbers}, ")
        line += link
        line += nodes.Text(").")
    entries["note"] = STANDS_IN if any(text.endswith("†") for text in listed) else ""
    return [entries] if listed else []


#: In a source that is a reference, "[Congreso de la Unión, 2004, APRO, 2009]": author and year.
_CITED = re.compile(r"(.+?), (\d{4})[a-z]?(?:, |$)")


def cited(source: str) -> list[tuple[str, int]]:
    """Return authors and years of a source that is a reference to literature, else nothing.

    >>> cited("[AMBERO Consulting, 2009, Press of Chiapas, 2008]")
    [('AMBERO Consulting', 2009), ('Press of Chiapas', 2008)]
    """
    if not (source.startswith("[") and source.endswith("]")):
        return []
    return [(author.strip(), int(year)) for author, year in _CITED.findall(source[1:-1])]


def publishers(sources: list[str]) -> str:
    """Return the publishers behind some sources, each once; † where a re-publication stands in."""
    found: dict[str, bool] = {}
    for source in sources:
        authors = cited(source)
        if authors:
            for author, _ in authors:
                found.setdefault(author, False)
            continue
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


def _classes(node: nodes.Node) -> list[str]:
    return node.get("classes", []) if isinstance(node, nodes.Element) else []
