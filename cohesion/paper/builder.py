"""The Sphinx builder ``typst``: writes the book's pages as Typst code from the trees of the pages.

The trees are those that the HTML build has read. A page whose tree, numbers and targets are as they
were is not resolved again.
"""

from __future__ import annotations

import dataclasses
import json
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder

from cohesion.errors import DataError, shown_path
from cohesion.files import hashes
from cohesion.paper import words
from cohesion.paper.contents import read_contents
from cohesion.paper.figures import print_figure
from cohesion.paper.prepare import prepare
from cohesion.paper.trees import PAGE
from cohesion.paper.write import Surroundings, Written, write_page

#: The notebook's results and the counts of the checked pages, set by the extension.
_CODE = sorted(Path(__file__).parent.glob("*.py"))


class PaperBuilder(Builder):
    """Writes ``pages/*.typ``, ``figures/*.svg`` and ``book.json`` into the output folder."""

    name = "typst"
    format = "typst"
    epilog = ""
    allow_parallel = False
    supported_image_types = ["image/svg+xml"]

    def get_outdated_docs(self) -> Iterator[str]:
        """Return every page: which of them is resolved again is decided page by page."""
        yield from sorted(self.env.found_docs)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page within the book."""
        return PAGE + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of a page, which is the same from everywhere."""
        return PAGE + to

    def prepare_writing(self, docnames: set[str]) -> None:
        """Learn which page is what."""
        self.contents = read_contents()
        self.out = Path(self.outdir)
        for folder in ("pages", "figures", "kept"):
            (self.out / folder).mkdir(parents=True, exist_ok=True)
        self.roles = {self.contents.root: "summary"}
        for chapter in [c for part in self.contents.parts for c in part.chapters] + [
            *self.contents.annexes
        ]:
            self.roles |= {chapter.page: "chapter", **dict.fromkeys(chapter.below, "sheet")}
        self.written: dict[str, Written] = {}
        self.blocks: dict[str, list[words.Block]] = {}
        self.counts = getattr(self.app, "cohesion_page_counts", {})
        items = getattr(self.app, "cohesion_items", {}).values()
        self.published: dict[str, dict[str, int]] = {}
        for item in items:
            counted = self.published.setdefault(f"notebooks/{item['notebook']}", {})
            counted[item["kind"]] = counted.get(item["kind"], 0) + 1
        self.common = hashes.sha256(
            json.dumps(
                [
                    [hashes.file_hash(file) for file in _CODE],
                    sorted(self.roles.items()),
                    sorted(
                        (page, str(numbers)) for page, numbers in self.env.toc_secnumbers.items()
                    ),
                    sorted(
                        (page, str(numbers)) for page, numbers in self.env.toc_fignumbers.items()
                    ),
                    sorted((page, title.astext()) for page, title in self.env.titles.items()),
                    sorted(map(str, self.env.domaindata["std"]["labels"].items())),
                    sorted(map(str, self.env.domaindata["std"]["anonlabels"].items())),
                    sorted(
                        str(c) for c in self.env.domaindata.get("cite", {}).get("citations", [])
                    ),
                    sorted(self.counts.items()),
                ]
            ).encode()
        )

    def _write_serial(self, docnames: list[str]) -> None:
        """Resolve and write the pages that changed; take the others as they were."""
        for page in sorted(self.roles):
            key = self._key(page)
            kept = self.out / "kept" / f"{page.replace('/', '--')}.pickle"
            found = self._load(kept, key)
            if found is None:
                self.looked_at: set[str] = set()
                document = self.env.get_and_resolve_doctree(page, self)
                found = self._set(page, document)
                trees = {other: self._tree(other) for other in sorted(self.looked_at)}
                kept.write_bytes(pickle.dumps((key, trees, *found)))
            self.written[page], self.blocks[page] = found

    def _key(self, page: str) -> str:
        pictures = [
            f"{uri} {hashes.file_hash(Path(self.srcdir) / uri)}"
            for uri, (users, _) in sorted(self.env.images.items())
            if page in users
        ]
        return hashes.sha256(
            repr([self.common, self._tree(page), pictures, self.published.get(page)]).encode()
        )

    def _tree(self, page: str) -> str:
        return hashes.file_hash(Path(self.doctreedir) / f"{page}.doctree")

    def _load(self, file: Path, key: str) -> tuple[Written, list[words.Block]] | None:
        """Return what was kept of a page, if it and the pages it leads to are as they were."""
        try:
            kept, trees, written, texts = pickle.loads(file.read_bytes())
        except (OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError, ImportError):
            return None
        same = kept == key and all(self._tree(page) == tree for page, tree in trees.items())
        return (written, texts) if same else None

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Do nothing: pages are written in ``_write_serial``."""

    def _set(self, page: str, document: nodes.document) -> tuple[Written, list[words.Block]]:
        role = self.roles[page]
        numbers = self.env.toc_fignumbers.get(page, {})
        number = self._number(page)
        prepare(document, page, self.published.get(page, {}), numbers)
        around = Surroundings(
            role, number, numbers, self._ids, self.counts, self._picture,
        )  # fmt: skip
        written = write_page(document, page, around)
        texts = [
            block._replace(file=shown_path(block.file) if block.file else f"{page}.md")
            for block in words.blocks(document, role, number, numbers, self.counts)
        ]
        return written, texts

    def _number(self, page: str) -> str:
        """Return the number of a chapter's page, '' for one without."""
        return ".".join(map(str, self.env.toc_secnumbers.get(page, {}).get("") or ()))

    def _ids(self, page: str) -> Mapping[str, nodes.Node]:
        self.looked_at.add(page)
        return self.env.get_doctree(page).ids if page in self.env.found_docs else {}

    def _picture(self, uri: str) -> tuple[str, float, float]:
        source = Path(self.srcdir) / uri
        if source.suffix != ".svg":
            raise DataError("only drawings (SVG) can be printed.", file=source,
                            cure="Publish the figure with publish.figure.")  # fmt: skip
        width, height = print_figure(source, self.out / "figures" / source.name)
        return source.name, width, height

    def finish(self) -> None:
        """Check the references and write what the other steps need."""
        labels: dict[str, str] = {}
        for page, written in self.written.items():
            for label in written.labels:
                if label in labels:
                    raise DataError(f"the place '{label}' stands twice on paper.", file=page)
                labels[label] = page
        for written in self.written.values():
            for label, file, line, text in written.wanted:
                if label not in labels:
                    raise DataError(
                        f"the link '{text}' leads to nothing in print ({label}).", file=file,
                        row=line or None, cure="Correct the reference in the page.",
                    )  # fmt: skip
        known = {f"{page.replace('/', '--')}.typ" for page in self.written}
        for page, written in self.written.items():
            _write(self.out / "pages" / f"{page.replace('/', '--')}.typ", written.code)
        for file in (self.out / "pages").iterdir():
            if file.name not in known:
                file.unlink()
        used = {name for written in self.written.values() for name in written.figures}
        for file in (self.out / "figures").iterdir():
            if file.name not in used:
                file.unlink()
        numbers = {page: self._number(page) for page in self.written}
        book: dict[str, Any] = {
            "pages": {
                page: {
                    "role": self.roles[page],
                    "number": numbers[page],
                    "labels": written.labels,
                    "headings": [dataclasses.astuple(entry) for entry in written.headings],
                    "captions": [dataclasses.astuple(entry) for entry in written.captions],
                    "shapes": [dataclasses.astuple(shape) for shape in written.shapes],
                    "blocks": [list(block) for block in self.blocks[page]],
                }
                for page, written in self.written.items()
            }
        }  # fmt: skip
        _write(self.out / "book.json", json.dumps(book, ensure_ascii=False, sort_keys=True))


def _write(file: Path, text: str) -> None:
    """Write a file unless it holds that text already."""
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
