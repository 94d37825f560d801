"""A page's tree as Typst code: calls of the functions of ``book/print/report.typ``.

Every text becomes a string literal. A kind of node that is not known here stops the build with the
place of the page: nothing is left out in silence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

from cohesion.errors import DataError, shown_path
from cohesion.paper.prepare import number_of
from cohesion.paper.sources import HEADING, LIST, SourceList
from cohesion.paper.strings import breakable, flowing, literal
from cohesion.paper.tables import UPRIGHT, Layout, text_width
from cohesion.paper.trees import SILENT, bears_page, has_class, kind, place, target, words

#: A fact with more characters than this may be broken over lines.
_UNBROKEN = 24
#: Up to this height in mm a table may move to the top or bottom of a page.
_FLOATS = 120.0
#: No figure is set higher than this in mm.
_HIGHEST = 135.0
#: Type size in points and width in mm of the list of sources (see ``book/print/report.typ``).
_SOURCE_SIZE, _SOURCE_WIDTH = 7.4, (UPRIGHT - 6) / 2 - 6
#: A list item of more characters than this (30 lines) may break over pages.
_LONG_ITEM = 3000
_LEVEL_OF_CHAPTER = {"summary": 1, "chapter": 2, "sheet": 3}
_SPANISH = frozenset({"es", "lang-es", "spanish"})


@dataclass(frozen=True)
class Heading:
    """A heading for contents and part pages: its level, label, number and words."""

    level: int
    label: str
    number: str
    words: str


@dataclass(frozen=True)
class Caption:
    """A numbered table or figure for the lists: what it is, its label, number and words."""

    what: str
    label: str
    number: str
    words: str


@dataclass(frozen=True)
class Shape:
    """A table as it must stand in the tags: columns, rows of the body, columns of row heads."""

    columns: int
    rows: int
    stub: int


@dataclass
class Written:
    """What one page gives: its code, and what the rest of the edition must know about it."""

    code: str = ""
    labels: list[str] = field(default_factory=list)
    wanted: list[tuple[str, str, int, str]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Surroundings:
    """What a page's text refers to outside itself.

    Attributes
    ----------
    role : "summary", "chapter" or "sheet".
    number : the chapter's number, '' for none.
    fignumbers : the numbers of the page's tables and figures, as Sphinx gave them.
    ids : returns, for a page of the book, its nodes by their id.
    counts : the counts of the checked pages, by key.
    picture : returns the file name of a figure's picture and its width and height in mm.
    """

    role: str
    number: str
    fignumbers: Mapping[str, Any]
    ids: Callable[[str], Mapping[str, nodes.Node]]
    counts: Mapping[str, str]
    picture: Callable[[str], tuple[str, float, float]]


def write_page(document: nodes.document, page: str, around: Surroundings) -> Written:
    """Return a prepared page as Typst code.

    Raises
    ------
    DataError
        At a node that has no form on paper, with the place of the page.
    """
    return _Writer(page, around).page(document)


def label_of(page: str, anchor: str, ids: Mapping[str, nodes.Node]) -> str:
    """Return the label of a place: of the page, or of the node that carries an id on it."""
    node = ids.get(anchor)
    while node is not None and kind(node) == "target":
        node = ids.get(node.get("refid", ""))
    if node is None:
        return f"{page}#{anchor}" if anchor else page
    if isinstance(node, nodes.section) and isinstance(node.parent, nodes.document):
        return page
    return f"{page}#{node['ids'][0]}"


class _Writer:
    def __init__(self, page: str, around: Surroundings) -> None:
        self.name, self.around, self.out = page, around, Written()
        self.base = _LEVEL_OF_CHAPTER[around.role]
        self.depth = 0
        self.spanish = False

    # The page ---------------------------------------------------------------------------------

    def page(self, document: nodes.document) -> Written:
        if self.around.role == "summary":
            # The first page's own title is the book's, which the cover shows.
            top = document.next_node(nodes.section)
            code = self.blocks([child for child in top.children if kind(child) != "title"])
        else:
            code = self.blocks(document.children)
        if self.around.role == "sheet":
            title, _, rest = code.partition("\n//= end of title\n")
            code = f"{title}\nsheet-text({{\n{rest}\n}})"
        code = code.replace("\n//= end of title\n", "\n")
        self.out.code = f'#import "/report.typ": *\n#{{\n{code}\n}}\n'
        return self.out

    def blocks(self, children: list[nodes.Node]) -> str:
        return "\n".join(filter(None, (self.block(child) for child in children)))

    def block(self, node: nodes.Node) -> str:
        """Return the code of a block, preceded by a comment with its place in the sources."""
        visit = self._visit(node, "block")
        if visit is None:
            if isinstance(node, nodes.Text):
                return f"par({literal(flowing(node.astext()))})" if node.astext().strip() else ""
            if isinstance(node, nodes.Inline):
                return f"par({self.inlines([node])})"
            self._unknown(node)
        code = visit(node)
        if not code or kind(node) in ("section", "container", "compound"):
            return code
        file, line = place(node)
        return f"//@ {_shown(file)}:{line}\n{code}"

    def _visit(self, node: nodes.Node, how: str) -> Callable[[Any], str] | None:
        """Return the method for a node: that of its class, or of the class it is made from."""
        for cls in type(node).__mro__:
            visit = getattr(self, f"{how}_{cls.__name__}", None)
            if visit is not None:
                return visit
        return None

    def _unknown(self, node: nodes.Node) -> None:
        file, line = place(node)
        raise DataError(
            f"the paper edition has no form for '{kind(node)}' ({words(node)[:60]!r}).",
            file=file or self.name, row=line or None,
            cure="Write it otherwise, or add it to cohesion/paper/write.py.",
        )  # fmt: skip

    # Blocks -----------------------------------------------------------------------------------

    def block_section(self, node: nodes.section) -> str:
        self.depth += 1
        code = self.blocks(node.children)
        self.depth -= 1
        return code

    def block_title(self, node: nodes.title) -> str:
        text, rank = self.inlines(node.children), self.depth - 1
        section = node.parent
        level = self.base + rank
        if rank == 0:
            first = not self.out.headings
            label = self.name if first else label_of(self.name, section["ids"][0], {})
            number = self.around.number if first else ""
            function = "sheet" if self.around.role == "sheet" else "chapter"
            head = f"{literal(number) if number else 'none'}, {text}"
            code = f"{function}({level}, {head}, {literal(label)})\n//= end of title\n"
            if not first:
                code = f"running-head({literal(words(node))})\npagebreak()\n{code}"
        else:
            label, number = f"{self.name}#{section['ids'][0]}", ""
            code = f"section({level}, {rank}, {text}, {literal(label)})"
        self.out.labels.append(label)
        self.out.headings.append(Heading(level, label, number, words(node)))
        return code

    def block_paragraph(self, node: nodes.paragraph) -> str:
        body = self.inlines(node.children)
        if body == '""':
            return ""
        names = {"notes": "foot-note", "source": "foot-note", "pointer": "pointer",
                 "moved": "moved"}  # fmt: skip
        for name, function in names.items():
            if has_class(node, name):
                return f"{function}({body})"
        return f"par({body})"

    def block_NotCounted(self, node: nodes.paragraph) -> str:  # noqa: N802 - the name of its node
        return "" if self.around.counts else self.block_paragraph(node)

    def block_container(self, node: nodes.Element) -> str:
        if has_class(node, "landscape"):
            return f"landscape({{\n{self.blocks(node.children)}\n}})"
        if has_class(node, "answer"):
            return f"answer({{\n{self.blocks(node.children)}\n}})"
        if has_class(node, "table-block", "figure-block"):
            return self._exhibit(node)
        return self.blocks(node.children)

    block_compound = block_document = block_container
    block_glossary = block_container

    def block_rubric(self, node: nodes.rubric) -> str:
        return f"rubric({self.inlines(node.children)})"

    def block_block_quote(self, node: nodes.block_quote) -> str:
        return f"indented({{\n{self.blocks(node.children)}\n}})"

    def block_admonition(self, node: nodes.Element) -> str:
        return f"answer({{\n{self.blocks(node.children)}\n}})"

    block_note = block_warning = block_tip = block_important = block_hint = block_admonition

    def block_bullet_list(self, node: nodes.bullet_list) -> str:
        return f"bullets({self._items(node)})"

    def block_enumerated_list(self, node: nodes.enumerated_list) -> str:
        return f"numbered(start: {int(node.get('start', 1))}, {self._items(node)})"

    def _items(self, node: nodes.Element) -> str:
        items = []
        for item in node.children:
            body = self.blocks(item.children)
            unbroken = "true" if len(words(item)) < _LONG_ITEM else "false"
            items.append(f"({unbroken}, {{\n{body}\n}})")
        return ",\n".join(items)

    def block_definition_list(self, node: nodes.definition_list) -> str:
        pairs = []
        for item in node.children:
            term = next(child for child in item.children if isinstance(child, nodes.term))
            rest = [child for child in item.children if isinstance(child, nodes.definition)]
            anchors = self._anchors(term)
            name = self.inlines(term.children)
            body = "\n".join(self.blocks(part.children) for part in rest)
            pairs.append(f"({{{anchors}{name}}}, {{\n{body}\n}})")
        return f"glossary({', '.join(pairs)})"

    def block_literal_block(self, node: nodes.literal_block) -> str:
        return f"listing({literal(node.astext())})"

    def block_transition(self, node: nodes.Node) -> str:
        return "line(length: 100%, stroke: 0.4pt + rule)"

    def block_citation(self, node: nodes.citation) -> str:
        key = next(child for child in node.children if isinstance(child, nodes.label))
        rest = [child for child in node.children if child is not key]
        inner = [part for child in rest for part in child.children]
        label = label_of(self.name, node["ids"][0], {})
        self.out.labels.append(label)
        number = self.inlines(key.children)
        body = f"{{text(fill: blue, {number}); h(0.8em); {self.inlines(inner)}}}"
        return f"reference({number}, {literal(label)}, {body})"

    def block_SourceList(self, node: SourceList) -> str:  # noqa: N802 - the name of its node
        label = f"{self.name}#{LIST}"
        self.out.labels.append(label)
        entries = [(child["key"], self.inlines(child.children), _lines_of_source(words(child)))
                   for child in node.children]  # fmt: skip
        columns = _two_columns(entries)
        shown = ", ".join(
            "(" + "".join(f"({literal(key)}, {body}), " for key, body, _ in column) + ")"
            for column in columns
        )
        heading = f"{literal(HEADING)}, {literal(node['note'])}"
        return f"source-list({literal(label)}, {heading}, ({shown},))"

    # Tables and figures -----------------------------------------------------------------------

    def _exhibit(self, node: nodes.Element) -> str:
        foot = []
        main = None
        for child in node.children:
            if isinstance(child, (nodes.table, nodes.figure)) and main is None:
                main = child
            else:
                foot.append(child)
        if main is None:
            return self.blocks(node.children)
        code = (
            self._table(main, foot) if isinstance(main, nodes.table) else self._figure(main, foot)
        )
        file, line = place(main)
        return f"//@ {_shown(file)}:{line}\n{code}"

    def block_table(self, node: nodes.table) -> str:
        return self._table(node, [])

    def block_figure(self, node: nodes.figure) -> str:
        return self._figure(node, [])

    def _table(self, node: nodes.table, foot: list[nodes.Node]) -> str:
        layout: Layout | None = node.get("layout")
        if layout is None:
            file, line = place(node)
            raise DataError(
                "a table without a head, or with joined cells, has no form on paper.",
                file=file, row=line or None, cure="Give it a head and one cell per column.",
            )  # fmt: skip
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        stub = sum(1 for spec in group.findall(nodes.colspec) if spec.get("stub"))
        heads = next(iter(group.findall(nodes.thead))).children[0].children
        rows = [row.children for row in next(iter(group.findall(nodes.tbody))).children]
        right = ["number" in head.get("classes", ()) for head in heads]
        spanish = ["Spanish" in words(head) for head in heads]
        cells = "".join(
            ", ".join(self._cell(entry, right[n], spanish[n]) for n, entry in enumerate(row))
            + ",\n"
            for row in rows
        )
        sides = ", ".join("right" if one else "left" for one in right)
        head = "".join(
            self._cell(entry, right[n], False, head=True) + ", " for n, entry in enumerate(heads)
        )
        widths = ", ".join(f"{width:g}" for width in layout.widths)
        tight = ", tight: true" if self.around.role == "sheet" else ""
        body = (
            f"data-table(({widths},), ({head}), (\n{cells}), size: {layout.size:g}pt, "
            f"stub: {stub}, sides: ({sides},){tight})"
        )
        self.out.shapes.append(Shape(len(heads), len(rows), stub))
        how = "long"
        if not layout.landscape and layout.height < _FLOATS:
            how = "whole" if self._opens_section(node) or self.around.role == "sheet" else "float"
        return self._framed(node, "table", body, foot, how)

    def _cell(self, entry: nodes.entry, right: bool, spanish: bool, head: bool = False) -> str:
        self.spanish = spanish
        parts = entry.children
        if len(parts) == 1 and isinstance(parts[0], nodes.paragraph):
            body = self.inlines(parts[0].children, cell=True, numeric=right and not head)
        elif not parts:
            body = '""'
        else:
            body = f"{{\n{self.blocks(parts)}\n}}"
        self.spanish = False
        if spanish and body != '""':
            body = f"es({body})"
        own = "number" in entry.get("classes", ())
        if own != right:
            return f"table.cell(align: {'right' if own else 'left'}, {body})"
        return body

    def _figure(self, node: nodes.figure, foot: list[nodes.Node]) -> str:
        image = next(iter(node.findall(nodes.image)))
        file, width, height = self.around.picture(image["uri"])
        self.out.figures.append(file)
        scale = min(1.0, UPRIGHT / width, _HIGHEST / height)
        alt = image.get("alt", "")
        if not alt.strip():
            source, line = place(node)
            raise DataError("a figure has no words for those who cannot see it.", file=source,
                            row=line or None, cure="Give it an alternative text.")  # fmt: skip
        body = f"picture({literal('/figures/' + file)}, {literal(alt)}, {width * scale:.2f}mm)"
        floats = self.around.role != "sheet" and not self._opens_section(node)
        return self._framed(node, "figure", body, foot, "float" if floats else "whole")

    def _framed(
        self, node: nodes.Element, what: str, body: str, foot: list[nodes.Node], how: str
    ) -> str:
        title = next(
            (c for c in node.children if isinstance(c, (nodes.title, nodes.caption))), None
        )
        number = number_of(node, what, self.around.fignumbers)
        caption = self.inlines(title.children) if title is not None else "none"
        name = ""
        if node.get("ids") and title is not None:
            label = f"{self.name}#{node['ids'][0]}"
            self.out.labels.append(label)
            name = f", name: {literal(label)}"
            if number:
                self.out.captions.append(Caption(what, label, number, words(title)))
        below = "\n".join(filter(None, (self.block(child) for child in foot)))
        of = "table" if what == "table" else "image"
        shown = literal(number) if number else "none"
        return f'exhibit({of}, {shown}, {caption}, {body}, {{\n{below}\n}}{name}, how: "{how}")'

    def _opens_section(self, node: nodes.Element) -> bool:
        """Whether nothing but a heading stands before a table or figure, which then must stay."""
        block = node.parent if has_class(node.parent, "table-block", "figure-block") else node
        while True:
            before = block.parent.children[: block.parent.index(block)]
            before = [child for child in before if words(child) or kind(child) == "image"]
            if before:
                return kind(before[-1]) in ("title", "rubric")
            if kind(block.parent) not in ("container", "compound"):
                return True
            block = block.parent

    # Inline -----------------------------------------------------------------------------------

    def inlines(self, children: list[nodes.Node], cell: bool = False, numeric: bool = False) -> str:
        """Return the code of a run of text: one literal, or a block of several parts."""
        parts: list[tuple[str, bool]] = []
        for child in children:
            parts += self.inline(child)
        merged: list[tuple[str, bool]] = []
        for text, is_text in parts:
            if is_text and merged and merged[-1][1]:
                merged[-1] = (merged[-1][0] + text, True)
            elif text:
                merged.append((text, is_text))
        merged = [(flowing(text) if is_text else text, is_text) for text, is_text in merged]
        if merged and merged[0][1]:
            merged[0] = (merged[0][0].lstrip(" "), True)
        if merged and merged[-1][1]:
            merged[-1] = (merged[-1][0].rstrip(" "), True)
        if cell:
            merged = [(_in_cell(text, numeric), True) if is_text else (text, False)
                      for text, is_text in merged]  # fmt: skip
        codes = [literal(text) if is_text else text for text, is_text in merged if text]
        if not codes:
            return '""'
        return codes[0] if len(codes) == 1 else "{" + "; ".join(codes) + "}"

    def inline(self, node: nodes.Node) -> list[tuple[str, bool]]:
        """Return the parts of an inline node: (text, True) or (code, False)."""
        if isinstance(node, nodes.Text):
            return [(node.astext(), True)]
        if kind(node) in SILENT:
            return []
        visit = self._visit(node, "inline")
        if visit is None:
            self._unknown(node)
        found = visit(node)
        anchors = "" if isinstance(node, nodes.reference) else self._anchors(node)
        return [(anchors[:-2], False), *found] if anchors else found

    def _inner(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return [part for child in node.children for part in self.inline(child)]

    def inline_inline(self, node: nodes.inline) -> list[tuple[str, bool]]:
        if not self.spanish and (
            node.get("lang") == "es" or _SPANISH & set(node.get("classes", ()))
        ):
            return [(f"es({self._kept(node)})", False)]
        return self._inner(node)

    def inline_paragraph(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return self._inner(node)

    inline_generated = inline_abbreviation = inline_title_reference = inline_inline

    def inline_Fact(self, node: nodes.inline) -> list[tuple[str, bool]]:  # noqa: N802 - the name of its node
        text = node.astext()
        if 1 < len(text) <= _UNBROKEN and re.search(r"[\s\-–/]", text):
            return [(f"fact({literal(flowing(text))})", False)]
        return [(text, True)]

    def inline_Counted(self, node: nodes.inline) -> list[tuple[str, bool]]:  # noqa: N802 - the name of its node
        return [(self.around.counts.get(node["key"], "–"), True)]

    def inline_emphasis(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return [(f"emph({self._kept(node)})", False)]

    def inline_strong(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return [(f"strong({self._kept(node)})", False)]

    def inline_superscript(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return [(f"super({self._kept(node)})", False)]

    def inline_subscript(self, node: nodes.Node) -> list[tuple[str, bool]]:
        return [(f"sub({self._kept(node)})", False)]

    def inline_literal(self, node: nodes.literal) -> list[tuple[str, bool]]:
        return [(f"code({literal(breakable(flowing(node.astext())))})", False)]

    def inline_reference(self, node: nodes.reference) -> list[tuple[str, bool]]:
        goal = target(self.name, node)
        address = node.get("refuri", "")
        if goal is None and not re.match(r"https?:|mailto:", address):
            return self._inner(node)  # a file beside the web pages has no place in the PDF
        if goal is None:
            text = words(node)
            body = literal(breakable(text)) if text == address else self._kept(node)
            return [(f"web({literal(address)}, {body})", False)]
        label = label_of(*goal, self.around.ids(goal[0]))
        file, line = place(node)
        self.out.wanted.append((label, _shown(file), line, words(node)))
        page = ", page: true" if bears_page(node) else ""
        return [(f"ref-to({literal(label)}, {self._kept(node, page=bool(page))}{page})", False)]

    inline_number_reference = inline_reference

    def _kept(self, node: nodes.Node, page: bool = False) -> str:
        """Return the inside of a node with the spaces at its ends, which belong to the sentence."""
        code = "{" + "; ".join(
            literal(flowing(_numbered(text) if page else text)) if is_text else text
            for text, is_text in self._inner(node)
            if text
        ) + "}"  # fmt: skip
        return code if ";" in code or code == "{}" else code[1:-1]

    def _anchors(self, node: nodes.Node) -> str:
        """Return the code that marks the places of a node's ids."""
        if kind(node) == "target" or not isinstance(node, nodes.Element):
            return ""
        code = ""
        for name in node.get("ids", [])[:1]:
            label = f"{self.name}#{name}"
            if kind(node) in ("inline", "term", "index", "Fact") or label not in self.out.labels:
                self.out.labels.append(label)
                code += f"anchor({literal(label)}); "
        return code


def _numbered(text: str) -> str:
    """Keep "Table" and its number on one line."""
    return re.sub(r"^(Table|Figure) (?=[\dS])", "\\1\u00a0", text)


def _in_cell(text: str, numeric: bool) -> str:
    """Return a cell's text: a number never breaks, an identifier may."""
    if numeric and len(text) <= _UNBROKEN:
        return text.replace(" ", "\u00a0")
    return re.sub(r"\S{8,}", lambda word: breakable(word[0]), text)


def _two_columns(entries: list[tuple[str, str, int]]) -> list[list[tuple[str, str, int]]]:
    """Share the entries of a list, which say how many lines they take, between two columns."""
    if len(entries) < 4:
        return [entries]
    lines = [entry[2] for entry in entries]
    # The left one is the higher where both cannot be alike.
    cut = min(
        range(1, len(entries)),
        key=lambda place: (max(sum(lines[:place]), sum(lines[place:])), -place),
    )
    return [entries[:cut], entries[cut:]]


def _lines_of_source(text: str) -> int:
    """Return how many lines a source takes in its column."""
    return math.ceil(text_width(text, _SOURCE_SIZE) * 1.05 / _SOURCE_WIDTH)


def _shown(file: str) -> str:
    """Return a source file's name as the project names it."""
    return shown_path(file) if file else "?"
