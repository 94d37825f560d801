"""Placing published results in pages: the role ``fact`` and the directive ``published``.

Texts that come from data are shown as they are, with a few exceptions that :data:`_TOKENS` lists;
no other markup in them takes effect, so no table or YAML file can inject any into a page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from cohesion import formats, paths, spans
from cohesion.errors import DataError, near
from cohesion.files import hashes, myst
from cohesion.publishing import bodies, cells
from cohesion.publishing.readable import readable
from cohesion.translation.numbers import without_commas

logger = logging.getLogger(__name__)

_TOKENS = re.compile(
    r"(?P<role>\{(?P<kind>fact|cell|numref|cite:p|cite:t|doc|ref)\}`(?P<target>[^`]+)`)"
    r"|\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<emphasis>[^*\n]+)\*"
)

_ROLE_WITH_NAME = re.compile(r"\{(fact|cell)\}`([^`]+)`")
_CITATION = re.compile(r"\{cite:[pt]\}`([^`]+)`")

STAND_IN_NOTE = "† A later re-publication stands in for the edition of the time."


class Fact(nodes.inline):
    """A published quantity in the running text, with where it comes from."""


def uses(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return, for each page, the results it uses and the fingerprint they had when it was read."""
    if not hasattr(env, "cohesion_uses"):
        env.cohesion_uses = {}
    return env.cohesion_uses


#: What a page uses that lists every result: it is read again when any of them changed.
EVERYTHING = "every-result:"


def everything_print(prints: dict[str, str]) -> str:
    """Return one fingerprint of all results."""
    return hashes.sha256(repr(sorted(prints.items())).encode("utf-8"))


def uses_everything(env: BuildEnvironment) -> None:
    """Note that the page being read shows every published result."""
    uses(env).setdefault(env.docname, {})[EVERYTHING] = everything_print(env.app.cohesion_prints)


def lookup(env: BuildEnvironment, name: str, kind: str | None, location: Any) -> dict | None:
    """Return a published item and note that the page uses it; warn if there is none."""
    app = env.app
    item = app.cohesion_items.get(name)
    # An unknown name is remembered too, so that the page is read again once it is published.
    uses(env).setdefault(env.docname, {})[name] = app.cohesion_prints.get(name, "")
    if item is None or (kind is not None and item["kind"] != kind):
        hint = near(name, app.cohesion_items)
        what = kind or "result"
        logger.warning("no %s is published as '%s'%s", what, name, hint, location=location)
        return None
    return item


def fact_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """Write a published fact: ``{fact}`name` ``."""
    env = inliner.document.settings.env
    return [fact_node(env, text.strip(), (env.docname, lineno))], []


def fact_node(env: BuildEnvironment, name: str, location: Any) -> nodes.Node:
    """Return the node that writes a fact; an unknown one warns, which fails the build."""
    item = lookup(env, name, "fact", location)
    if item is None:
        return nodes.problematic(name, f"[{name}?]")
    text = formats.unbroken(item["text"])
    node = Fact(text, text, classes=["fact"])
    node["fact"] = name
    return node


def cell_role(name, rawtext, text, lineno, inliner, options=None, content=None):
    """Write what a published table shows in a cell: ``{cell}`table/row/column` ``."""
    env = inliner.document.settings.env
    return [cell_node(env, text.strip(), (env.docname, lineno))], []


def cell_node(env: BuildEnvironment, address: str, location: Any) -> nodes.Node:
    """Return the node that writes a cell; an address that leads nowhere warns."""
    table = address.partition("/")[0]
    item = lookup(env, table, "table", location)
    if item is None:
        return nodes.problematic(address, f"[{address}?]")
    try:
        text = cells.text(env.app.cohesion_items, address)
    except DataError as error:
        logger.warning("%s", error, location=location)
        return nodes.problematic(address, f"[{address}?]")
    node = Fact(text, text, classes=["fact"])
    node["fact"] = table
    node["cell"] = address
    return node


def note_claims(app: Sphinx, doctree: nodes.document) -> None:
    """Note which claims the sentences of a page rest on, and that none was lost on the way.

    MyST leaves a span that it does not understand as it stands, or drops what binds it: what the
    source binds is counted against what arrived.
    """
    env = app.env
    arrived = 0
    for node in doctree.findall(nodes.inline):
        names = [name for name in node["classes"] if name.startswith("claim--")]
        if "claim" not in node["classes"]:
            continue
        arrived += not node.get("published", False)
        for name in names:
            lookup(env, name.removeprefix("claim--"), "claim", node)
    source = Path(env.doc2path(env.docname)).read_text(encoding="utf-8")
    prose = myst.prose(_without_bodies(source))
    expected = len(spans.bound(prose))
    if arrived != expected:
        logger.warning(
            "%s sentences are bound in the source, %s arrived on the page", expected, arrived,
            location=env.docname,
        )  # fmt: skip


def _without_bodies(source: str) -> str:
    """Return a page without the bodies of results: the directive reads those itself."""
    lines = source.split("\n")
    for block in myst.directives(source, "published"):
        for number, _ in block.content:
            lines[number - 1] = ""
    return "\n".join(lines)


class ResolveAlt(SphinxPostTransform):
    """Write the facts into alternative texts, after a translation took their place.

    Until then they hold names, so that no catalogue of texts holds a number.
    """

    default_priority = 5

    def run(self, **options: Any) -> None:
        """Resolve the roles of every alternative text of a published figure."""
        if self.app.builder.name == "gettext":
            for image in self.document.findall(nodes.image):
                if image.get("of_code"):
                    image["alt"] = ""
            return
        items = self.app.cohesion_items
        facts = {name: item["text"] for name, item in items.items() if item["kind"] == "fact"}
        for image in self.document.findall(nodes.image):
            if image.get("published"):
                image["alt"] = readable(image["alt"], facts=facts, items=items)


class Published(Directive):
    """Place a published table, figure or text: ```` ```{published} name ````.

    A body holds the words of a table or figure (:mod:`cohesion.publishing.bodies`). They came into
    the stored result before any page is read, so that every page and file writes the same; here
    only their lines are needed, for the catalogue of texts.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"wide": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the result."""
        self._lines = {}
        if self.content:
            first = self.lineno + self.content_offset + 1
            parts = bodies.split(enumerate(self.content, start=first))
            self._lines = {key: part.line for key, part in parts.items()}
        env = self.state.document.settings.env
        name = self.arguments[0]
        item = lookup(env, name, None, (env.docname, self.lineno))
        if item is None:
            return [nodes.paragraph("", "", nodes.problematic(name, f"[{name}?]"))]
        if item["kind"] == "fact":
            return [nodes.paragraph("", "", fact_node(env, name, (env.docname, self.lineno)))]
        build = {"table": self._table, "figure": self._figure, "prose": self._prose}
        return build[item["kind"]](env, item)

    def _table(self, env: BuildEnvironment, item: dict[str, Any]) -> list[nodes.Node]:
        columns = item["columns"]
        classes = ["published"] + (["wide"] if item["wide"] or len(columns) > 8 else [])
        table = nodes.table(classes=classes)
        self.options["name"] = item["name"]
        self.add_name(table)
        table += self._text(nodes.title, item, "caption")
        to_the_right = [
            column["numeric"]
            or (
                place >= item["stub"]
                and formats.column_of_numbers([without_commas(x) for x in column["cells"]])
            )
            for place, column in enumerate(columns)
        ]
        group = nodes.tgroup(cols=len(columns))
        for position, column in enumerate(columns):
            width = min(40, max(len(text) for text in [column["head"], *column["cells"]] or [1]))
            spec = nodes.colspec(colwidth=max(4, width))
            if position < item["stub"]:
                spec["stub"] = 1
            group += spec
        head = nodes.thead("", nodes.row("", *[
            self._entry(column["head"], right)
            for column, right in zip(columns, to_the_right, strict=True)
        ]))  # fmt: skip
        body = nodes.tbody()
        for row in zip(*[column["cells"] for column in columns], strict=True):
            body += nodes.row("", *[
                self._entry(text, right)
                for text, right in zip(row, to_the_right, strict=True)
            ])  # fmt: skip
        group += [head, body]
        table += group
        kept_together = ["table-block", *(["wide"] if "wide" in classes else [])]
        return [nodes.container("", table, *self._foot(env, item, csv=True), classes=kept_together)]

    def _entry(self, text: str, numeric: bool) -> nodes.entry:
        paragraph = self._of_code(nodes.paragraph("", "", *self._inline(text)))
        return nodes.entry("", paragraph, classes=["number"] if numeric else [])

    def _figure(self, env: BuildEnvironment, item: dict[str, Any]) -> list[nodes.Node]:
        # An address that starts with a slash is relative to the book's source folder.
        folder = paths.RESULTS.relative_to(paths.ROOT).as_posix()
        address = f"/{folder}/{item['notebook']}/figures/{item['name']}.svg"
        image = nodes.image(uri=address, alt=item["alt"], published=True)
        image["of_code"] = item.get("words") != bodies.IN_PAGE
        self._note_facts(env, item["alt"])
        self._place(image, "alt")
        figure = nodes.figure("", image, classes=["published"] + (["wide"] if item["wide"] else []))
        self.options["name"] = item["name"]
        figure += self._text(nodes.caption, item, "caption")
        self.add_name(figure)
        return [
            nodes.container("", figure, *self._foot(env, item, csv=False), classes=["figure-block"])
        ]

    def _prose(self, env: BuildEnvironment, item: dict[str, Any]) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for block in re.split(r"\n\s*\n", item["body"].strip()):
            lines = block.strip().splitlines()
            if lines[0].startswith("### "):
                heading = lines.pop(0).removeprefix("### ")
                shown = nodes.rubric("", "", *self._inline(heading), classes=["prose"])
                found.append(self._of_code(shown))
            if not lines:
                continue
            if lines[0].lstrip().startswith("- "):
                found.append(self._bullets(lines))
            else:
                text = " ".join(line.strip() for line in lines)
                found.append(self._of_code(nodes.paragraph("", "", *self._inline(text))))
        return found

    def _bullets(self, lines: list[str]) -> nodes.bullet_list:
        texts: list[str] = []
        for line in lines:
            if line.lstrip().startswith("- "):
                texts.append(line.lstrip().removeprefix("- "))
            else:
                texts[-1] += " " + line.strip()
        entries = [
            nodes.list_item("", self._of_code(nodes.paragraph("", "", *self._inline(text))))
            for text in texts
        ]
        return nodes.bullet_list("", *entries, bullet="-")

    def _foot(self, env: BuildEnvironment, item: dict[str, Any], *, csv: bool) -> list[nodes.Node]:
        """Return the notes and the source line, with links to the notebook and the numbers."""
        found = []
        if item["notes"]:
            found.append(self._text(nodes.paragraph, item, "notes"))
            found[-1]["classes"].append("notes")
        source = self._of_code(nodes.paragraph("", "Source: ", classes=["source"]))
        for number, line in enumerate(item["source_lines"]):
            source += nodes.Text("; " if number else "")
            source += nodes.inline("", "", *self._inline(line), classes=["one-source"])
        stands_in = any("†" in line for line in item["source_lines"])
        source += nodes.Text(f". {STAND_IN_NOTE}" if stands_in else ".")
        page = f"notebooks/{item['notebook']}"
        if env.docname != page and page in env.found_docs:
            source += nodes.Text(" ")
            link = addnodes.pending_xref(
                "", nodes.inline("", "How it was made"), refdomain="std", reftype="doc",
                reftarget=f"/{page}", refexplicit=True, refwarn=True, refdoc=env.docname,
            )  # fmt: skip
            source += nodes.inline("", "", link, classes=["web-only"])
        address = f"_tables/{item['name']}.csv" if csv else f"_images/{item['name']}.svg"
        label = f"Table {item['name']} as CSV" if csv else f"Figure {item['name']} full size"
        shown = "CSV" if csv else "Full size"
        source += nodes.raw(
            "",
            f' <a class="web-only" href="@@root@@{address}" aria-label="{label}">{shown}</a>',
            format="html",
        )
        found.append(source)
        return found

    def _text(self, kind: Any, item: dict[str, Any], key: str) -> nodes.TextElement:
        """Return a text of a result as a node that a catalogue of texts can find and replace."""
        node = kind(item[key], "", *self._inline(item[key]))
        self._place(node, key)
        return node if item.get("words") == bodies.IN_PAGE else self._of_code(node)

    def _of_code(self, node: nodes.TextElement) -> nodes.TextElement:
        """Mark a text that a result brings: it is listed as a text of results, numbers apart."""
        node["translatable"] = False
        return node

    def _place(self, node: nodes.Element, key: str) -> None:
        """Say where a text stands: the line of its part, or of the directive."""
        node.source, node.line = self.state_machine.get_source_and_line(
            self._lines.get(key) or self.lineno
        )

    def _note_facts(self, env: BuildEnvironment, text: str) -> None:
        for role, name in _ROLE_WITH_NAME.findall(text):
            name = name.partition("/")[0]
            lookup(env, name, "fact" if role == "fact" else "table", (env.docname, self.lineno))

    def _inline(self, text: str) -> list[nodes.Node]:
        """Return the nodes of a text with its bound sentences (see :mod:`cohesion.spans`)."""
        found: list[nodes.Node] = []
        end = 0
        outermost: list[spans.Span] = []
        for span in sorted(spans.bound(text), key=lambda span: (span.start, -span.end)):
            if span.start >= (outermost[-1].end if outermost else 0):
                outermost.append(span)
        for span in outermost:
            found += self._tokens(text[end : span.start])
            classes = ["claim", *(f"claim--{name}" for name in span.claims)]
            found.append(
                nodes.inline("", "", *self._inline(span.words), classes=classes, published=True)
            )
            end = span.end
        return found + self._tokens(text[end:])

    def _tokens(self, text: str) -> list[nodes.Node]:
        """Return the nodes of a text in which only the listed tokens are markup."""
        env = self.state.document.settings.env
        text = formats.unbroken(text)
        found: list[nodes.Node] = []
        end = 0
        for match in _TOKENS.finditer(text):
            if match.start() > end:
                found.append(nodes.Text(text[end : match.start()]))
            end = match.end()
            if match["strong"]:
                found.append(nodes.strong("", match["strong"]))
            elif match["emphasis"]:
                found.append(nodes.emphasis("", match["emphasis"]))
            elif match["kind"] in ("fact", "cell"):
                make = fact_node if match["kind"] == "fact" else cell_node
                found.append(make(env, match["target"], (env.docname, self.lineno)))
            else:
                parsed, messages = self.state.inline_text(match["role"], self.lineno)
                found += [*parsed, *messages]
        if end < len(text):
            found.append(nodes.Text(text[end:]))
        return found
