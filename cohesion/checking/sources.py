"""What can be seen in pages and notebooks before they run: form, code that parses, names.

The page builder would find most of this too, but only minutes later, and not always with its
place. :func:`check_sources` looks at the files alone; :func:`check_names` holds the names that
pages and texts use against what the notebooks published.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from cohesion import paths
from cohesion.checking import pages
from cohesion.errors import DataError, near
from cohesion.files import hashes, myst
from cohesion.files import yaml as yaml_file
from cohesion.files.remembered import Remembered
from cohesion.files.text import decoded
from cohesion.markup import ANY_ROLE
from cohesion.publishing import bodies, bound, cells

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*(.*)$")
#: A target that is written out, not put together by the code around it.
_WRITTEN = re.compile(r"^[\w./, -]+$")
_LINK = re.compile(r"<([^>]+)>\s*$")
#: Roles that pages may use; the first four name a result.
_RESULTS = ("fact", "cell", "numref", "published")
_ROLES = (*_RESULTS, "cite:p", "cite:t", "cite", "doc", "ref", "math", "eq", "term", "download")


def toc_files(toc: Path | None = None) -> list[str]:
    """Return the pages of the table of contents, in order; each exists and stands once.

    Raises
    ------
    DataError
        A page without a file, a page twice, or a table of contents that cannot be read.
    """
    toc = toc or paths.ROOT / "_toc.yml"
    content = yaml_file.read(toc)
    files = list(_files(content))
    if not files or "root" not in content:
        raise DataError(
            "no 'root' page is named.", file=toc, column="root", cure="Write root: index."
        )
    for number, name in enumerate(files):
        if not (toc.parent / f"{name}.md").is_file():
            raise DataError(
                f"there is no page '{name}.md'{near(name, _pages_at(toc.parent))}.", file=toc,
                row=_line(toc, name), cure="Correct the name, or take the line out.",
            )  # fmt: skip
        if name in files[:number]:
            raise DataError(
                f"'{name}' stands twice.", file=toc, row=_line(toc, name),
                cure="Take one of the lines out.",
            )  # fmt: skip
    return files


def check_sources(toc: Path | None = None) -> int:
    """Check every page of the book by itself; return how many there are.

    Raises
    ------
    DataError
        Encoding, front matter, kernel, fences, code that does not parse, unknown roles, citations
        without an entry, links to pages that do not exist: file, line, cure.
    """
    from cohesion.files.bibliography import bibliography

    toc = toc or paths.ROOT / "_toc.yml"
    files = toc_files(toc)
    known = set(files)
    bibliography(toc.parent / "book")
    # What passed is not checked again while the page, and what it may refer to, is the same.
    kept = _kept_passes(files) if toc == paths.ROOT / "_toc.yml" else None
    for name in files:
        check = functools.partial(check_page, name, known, toc.parent)
        if kept is None:
            check()
        else:
            kept.of(f"{name}\0{read(toc.parent / f'{name}.md')}".encode(), check)
    if kept is not None:
        kept.keep()
    return len(files)


def _kept_passes(files: list[str]) -> Remembered:
    """Return which pages of the book passed, with its present code, bibliography and pages."""
    state = [hashes.file_hash(file) for file in sorted(paths.BOOK.rglob("*.bib"))]
    return Remembered("passed-pages", hashes.of_content([files, state]))


def check_page(name: str, known: set[str], root: Path = paths.ROOT) -> None:
    """Check the page ``<root>/<name>.md`` (see :func:`check_sources`); ``known``: all pages."""
    file = root / f"{name}.md"
    text = read(file)
    notebook = is_notebook(name, text)
    check_front_matter(text, file, notebook=notebook)
    blocks = list(_blocks(text, file))
    _check_colons(text, file)
    bodies.of_page(text, file)
    bound.of_page(text, file)
    if notebook:
        cells = [block for block in blocks if block[0].startswith("{code-cell}")]
        if not cells:
            raise DataError(
                "the notebook has no code cell.", file=file, row=1,
                cure="Write one, or take out the block between the first two lines '---'.",
            )  # fmt: skip
        for number, (_, line, code) in enumerate(cells, start=1):
            _check_code(code, line, number, file)
    for line, role, target in roles(text):
        _check_role(role, target, known, file, line, folder=Path(name).parent)


def is_notebook(name: str, text: str) -> bool:
    r"""Whether a page runs: it stands in ``notebooks/`` and begins as a notebook, or holds code.

    What only places the results of another notebook stands there too, if its address is older.

    >>> is_notebook("notebooks/profile-first", "# Title\n\nwords\n")
    False
    """
    return name.startswith("notebooks/") and (text.startswith("---") or "{code-cell}" in text)


def runs(name: str) -> bool:
    """Whether a page is a notebook: by its text, or by its place if the book has no such page."""
    file = paths.ROOT / f"{name}.md"
    if not name.startswith("notebooks/") or not file.is_file():
        return name.startswith("notebooks/")
    return is_notebook(name, read(file))


def read(file: Path) -> str:
    """Return the text of a page; one that is missing or no UTF-8 raises :class:`DataError`."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DataError(
            f"cannot be read: {error.strerror}.", file=file, cure="Restore the file."
        ) from None
    return decoded(content, file).replace("\r\n", "\n")


def check_front_matter(text: str, file: Path, *, notebook: bool) -> None:
    """Check the block between the first two lines ``---``; a notebook needs one."""
    found = _FRONT.match(text)
    if not found:
        if notebook or text.startswith("---"):
            raise DataError(
                "the file does not start with a block between two lines '---'.", file=file, row=1,
                cure="Copy the first lines of another notebook.",
            )  # fmt: skip
        return
    try:
        front = _first_block(found[1])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise DataError(
            f"the first block is not valid YAML: {getattr(error, 'problem', error)}.", file=file,
            row=mark.line + 2 if mark else 1, cure="Copy the first lines of another notebook.",
        ) from None  # fmt: skip
    if not isinstance(front, dict):
        raise DataError(
            "the first block holds no keys.", file=file, row=2,
            cure="Copy the first lines of another notebook.",
        )  # fmt: skip
    if not notebook:
        return
    kernel = front.get("kernelspec")
    stage = front.get("cohesion", {"stage": 1})
    for key, good, cure in (
        ("file_format", front.get("file_format") == "mystnb", "Write file_format: mystnb."),
        ("kernelspec", isinstance(kernel, dict) and kernel.get("name") == "python3",
         "Write kernelspec: {name: python3, display_name: Python 3}."),
        ("cohesion", isinstance(stage, dict) and isinstance(stage.get("stage", 1), int)
         and not isinstance(stage.get("stage", 1), bool) and 1 <= stage.get("stage", 1) <= 9,
         "Write cohesion: {stage: n}, with the stage at which the notebook runs."),
    ):  # fmt: skip
        if not good:
            raise DataError(
                f"'{key}' is missing or wrong.", file=file, row=1, column=key, cure=cure
            )


@functools.lru_cache(maxsize=64)
def _first_block(text: str) -> Any:
    """Return what a first block holds, to be looked at only; most are as those of other pages."""
    return yaml.safe_load(text)


def roles(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, role and target of each role and each placed result of a page's text.

    Texts in the code count too, except where the code itself makes the name.
    """
    for head, line, content in _blocks(text, None):
        if head.startswith("{code-cell}"):
            for number, code in enumerate(content.split("\n"), start=line):
                for role, target in ANY_ROLE.findall(code):
                    if _WRITTEN.match(target):
                        yield number, role, target.strip()
    for block in myst.directives(text, "published"):
        yield block.line, "published", block.argument
    for number, line_text in enumerate(myst.prose(text).split("\n"), start=1):
        # What stands between two marks each is shown as it is.
        for role, target in ANY_ROLE.findall(re.sub(r"``.*?``", "", line_text)):
            yield number, role, target.strip()


def check_names(items: Mapping[str, Mapping[str, Any]], toc: Path | None = None) -> int:
    """Check that every result which a page or a published text names exists; return how many.

    Raises
    ------
    DataError
        The first unknown name with file, line and the nearest name, and how many more there are.
    """
    toc = toc or paths.ROOT / "_toc.yml"
    problems: list[DataError] = []
    checked = 0
    for name in toc_files(toc):
        used, wrong = check_names_of(toc.parent / f"{name}.md", items)
        checked, problems = checked + used, problems + wrong
    for item in items.values():
        for text in _texts_of(item):
            for role, target in ANY_ROLE.findall(text):
                if role in _RESULTS:
                    checked += 1
                    problems += _unknown(
                        role, target.strip(), items, Path("notebooks") / f"{item['notebook']}.md",
                        f"'{item['name']}'",
                    )  # fmt: skip
                elif role.startswith("cite"):
                    checked += 1
                    problems += _uncited(role, target, item)
    if problems:
        first = problems[0]
        if len(problems) > 1:
            others = "\n".join(f"  {problem}" for problem in problems[1:20])
            raise DataError(
                f"{first.problem}", file=first.file, row=first.row,
                cure=f"Correct the name, or publish it. {len(problems) - 1} more:\n{others}",
            )  # fmt: skip
        raise first
    return checked


def check_names_of(
    file: Path, items: Mapping[str, Mapping[str, Any]]
) -> tuple[int, list[DataError]]:
    """Return how many results a page names, and one error for each that is not published."""
    named = [use for use in roles(read(file)) if use[1] in _RESULTS]
    wrong = [
        error for line, role, target in named for error in _unknown(role, target, items, file, line)
    ]
    return len(named), wrong


def _unknown(
    role: str, target: str, items: Mapping[str, Mapping[str, Any]], file: Path, line: int | str
) -> list[DataError]:
    # ``{numref}`Table %s <tab-x>` `` names its target in angle brackets.
    link = _LINK.search(target)
    name = link[1] if link else target
    if role == "cell":
        try:
            cells.text(items, target)
        except DataError as error:
            return [DataError(error.problem, file=file, row=line, cure=error.cure)]
        return []
    kinds = {"fact": ("fact",), "numref": ("table", "figure")}.get(role)
    item = items.get(name)
    if item is not None and (kinds is None or item["kind"] in kinds):
        return []
    if role == "numref" and name in (pages.LABEL, pages.TRANSLATED):
        return []
    if item is not None:
        problem = f"'{name}' is a {item['kind']}, and {{{role}}} names a {' or '.join(kinds)}."
    else:
        problem = f"no result is published as '{name}'{near(name, items)}."
    return [
        DataError(
            problem, file=file, row=line, cure="Correct the name, or publish it in a notebook."
        )
    ]


def _uncited(role: str, target: str, item: Mapping[str, Any]) -> list[DataError]:
    """Return an error if a published text cites what is not in the bibliography."""
    file = Path("notebooks") / f"{item['notebook']}.md"
    try:
        _check_role(role, target, set(), file, f"'{item['name']}'", folder=Path("notebooks"))
    except DataError as error:
        return [error]
    return []


def _texts_of(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("caption", "notes", "alt", "body"):
        yield str(item.get(key, ""))
    yield from item.get("source_lines", ())
    for column in item.get("columns", ()):
        yield column["head"]
        yield from column["cells"]


def _check_role(
    role: str, target: str, known: set[str], file: Path, line: int | str, folder: Path
) -> None:
    if role not in _ROLES:
        raise DataError(
            f"unknown role '{{{role}}}'.", file=file, row=line,
            cure=f"Use one of: {', '.join(_ROLES)}.",
        )  # fmt: skip
    if not target:
        raise DataError(
            f"the role '{{{role}}}' names nothing.", file=file, row=line, cure="Write the name."
        )
    if role.startswith("cite"):
        from cohesion.files.bibliography import bibliography

        for key in (part.strip() for part in target.split(",")):
            if key not in bibliography().entries:
                raise DataError(
                    f"no bibliography entry '{key}'{near(key, bibliography().entries)}.",
                    file=file, row=line,
                    cure="Add the entry to a file of book/bib/, or correct the key.",
                )  # fmt: skip
    if role == "doc":
        link = _LINK.search(target)
        name = link[1] if link else target
        resolved = name[1:] if name.startswith("/") else _resolved(folder / name)
        if resolved not in known:
            raise DataError(
                f"there is no page '{name}'{near(resolved, known)}.", file=file, row=line,
                cure="Name a page of _toc.yml, seen from this file.",
            )  # fmt: skip


def _resolved(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", ".."):
            parts.append(part)
    return "/".join(parts)


def _check_code(code: str, line: int, number: int, file: Path) -> None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        row = line + (error.lineno or 1) - 1
        raise DataError(
            f"code cell {number} does not parse: {error.msg}.", file=file, row=row,
            cure="Correct the line, or the one before it.",
        ) from None  # fmt: skip


def _blocks(text: str, file: Path | None) -> Iterator[tuple[str, int, str]]:
    """Yield the head, first line and content of each fenced block; an open one is refused."""
    fence, head, start = "", "", 0
    inside: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = _FENCE.match(line)
        if not fence:
            if found:
                fence, head, start, inside = found[1], found[2].strip(), number, []
        elif found and not found[2].strip() and found[1].startswith(fence):
            content = "\n".join(inside)
            skipped = 0
            # Options of a cell stand before its code, one on each line that starts with a colon.
            while (
                head.startswith("{code-cell}")
                and inside[skipped : skipped + 1]
                and (inside[skipped].startswith(":"))
            ):
                inside[skipped] = ""
                skipped += 1
                content = "\n".join(inside)
            yield head, start + 1, content
            fence = ""
        else:
            if found and found[2].startswith("{") and file is not None:
                break
            inside.append(line)
    if fence and file is not None:
        raise DataError(
            f"the block that starts with '{fence}{head}' is not closed.", file=file, row=start,
            cure=f"Close it with a line '{fence}'.",
        )  # fmt: skip


def _check_colons(text: str, file: Path) -> None:
    """Refuse a block of colons that is not closed: the page would end in it."""
    for block in myst.blocks(text):
        if not block.closed and block.fence[0] == ":":
            raise DataError(
                f"the block that starts with '{block.fence}' is not closed.", file=file,
                row=block.line, cure=f"Close it with a line '{block.fence}'.",
            )  # fmt: skip


def _files(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("root", "file"):
                yield str(value)
            else:
                yield from _files(value)
    elif isinstance(node, list):
        for entry in node:
            yield from _files(entry)


def _pages_at(root: Path) -> list[str]:
    found = [*root.glob("*.md"), *root.glob("book/**/*.md"), *root.glob("notebooks/*.md")]
    return [file.relative_to(root).with_suffix("").as_posix() for file in found]


def _line(file: Path, text: str) -> int | None:
    pattern = re.compile(rf"(?:^|[\s:]){re.escape(text)}\s*$")
    lines = file.read_text(encoding="utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if pattern.search(line)), None)
