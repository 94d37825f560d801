"""Placing published results in pages: the role ``fact`` and the directive ``published``.

Texts that come from data are shown as they are, with a few exceptions that :data:`_TOKENS` lists;
no other markup in them takes effect, so no table or YAML file can inject any into a page.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from cohesion import formats
from cohesion import paths
from cohesion.files.bibliography import author_year

logger = logging.getLogger(__name__)

_TOKENS = re.compile(
    r"(?P<role>\{(?P<kind>fact|numref|cite:p|cite:t|doc|ref)\}`(?P<target>[^`]+)`)"
    r"|\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<emphasis>[^*\n]+)\*"
)

_CITATION = re.compile(r"\{cite:[pt]\}`([^`]+)`")

STAND_IN_NOTE = "† A later re-publication stands in for the edition of the time."


class Fact(nodes.inline):
    """A published quantity in the running text, with where it comes from."""


def uses(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return, for each page, the results it uses and the fingerprint they had when it was read."""
    if not hasattr(env, "cohesion_uses"):
        env.cohesion_uses = {}
    return env.cohesion_uses


def lookup(env: BuildEnvironment, name: str, kind: str | None, location: Any) -> dict | None:
    """Return a published item and note that the page uses it; warn if there is none."""
    app = env.app
    item = app.cohesion_items.get(name)
    # An unknown name is remembered too, so that the page is read again once it is published.
    uses(env).setdefault(env.docname, {})[name] = app.cohesion_prints.get(name, "")
    if item is None or (kind is not None and item["kind"] != kind):
        near = difflib.get_close_matches(name, app.cohesion_items, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
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
    node = Fact(item["text"], item["text"], classes=["fact"])
    node["fact"] = name
    node["provenance"] = f"{name} · notebook {item['notebook']} · {plain_sources(item)}"
    return node


def plain_sources(item: dict[str, Any]) -> str:
    """Return a result's sources as plain text: no italics, citations as author and year."""
    text = "; ".join(item["source_lines"]).replace("*", "")

    def shown(match: re.Match[str]) -> str:
        names, year = author_year(match[1])
        return f"{names} ({year})"

    return _CITATION.sub(shown, text)


class Published(Directive):
    """Place a published table, figure or text: ```` ```{published} name ````."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the result."""
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
        table += nodes.title("", "", *self._inline(item["caption"]))
        to_the_right = [
            column["numeric"]
            or (place >= item["stub"] and formats.column_of_numbers(column["cells"]))
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
        for cells in zip(*[column["cells"] for column in columns], strict=True):
            body += nodes.row("", *[
                self._entry(text, right)
                for text, right in zip(cells, to_the_right, strict=True)
            ])  # fmt: skip
        group += [head, body]
        table += group
        kept_together = ["table-block", *(["wide"] if "wide" in classes else [])]
        return [nodes.container("", table, *self._foot(env, item, csv=True), classes=kept_together)]

    def _entry(self, text: str, numeric: bool) -> nodes.entry:
        paragraph = nodes.paragraph("", "", *self._inline(text))
        return nodes.entry("", paragraph, classes=["number"] if numeric else [])

    def _figure(self, env: BuildEnvironment, item: dict[str, Any]) -> list[nodes.Node]:
        # An address that starts with a slash is relative to the book's source folder.
        folder = paths.RESULTS.relative_to(paths.ROOT).as_posix()
        address = f"/{folder}/{item['notebook']}/figures/{item['name']}.svg"
        image = nodes.image(uri=address, alt=item["alt"])
        figure = nodes.figure("", image, classes=["published"] + (["wide"] if item["wide"] else []))
        self.options["name"] = item["name"]
        figure += nodes.caption("", "", *self._inline(item["caption"]))
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
                found.append(nodes.rubric("", "", *self._inline(heading), classes=["prose"]))
            if not lines:
                continue
            if lines[0].lstrip().startswith("- "):
                found.append(self._bullets(lines))
            else:
                text = " ".join(line.strip() for line in lines)
                found.append(nodes.paragraph("", "", *self._inline(text)))
        return found

    def _bullets(self, lines: list[str]) -> nodes.bullet_list:
        texts: list[str] = []
        for line in lines:
            if line.lstrip().startswith("- "):
                texts.append(line.lstrip().removeprefix("- "))
            else:
                texts[-1] += " " + line.strip()
        entries = [
            nodes.list_item("", nodes.paragraph("", "", *self._inline(text))) for text in texts
        ]
        return nodes.bullet_list("", *entries, bullet="-")

    def _foot(self, env: BuildEnvironment, item: dict[str, Any], *, csv: bool) -> list[nodes.Node]:
        """Return the notes and the source line, with links to the notebook and the numbers."""
        found = []
        if item["notes"]:
            found.append(nodes.paragraph("", "", *self._inline(item["notes"]), classes=["notes"]))
        source = nodes.paragraph("", "Source: ", classes=["source"])
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

    def _inline(self, text: str) -> list[nodes.Node]:
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
            elif match["kind"] == "fact":
                found.append(fact_node(env, match["target"], (env.docname, self.lineno)))
            else:
                parsed, messages = self.state.inline_text(match["role"], self.lineno)
                found += [*parsed, *messages]
        if end < len(text):
            found.append(nodes.Text(text[end:]))
        return found
