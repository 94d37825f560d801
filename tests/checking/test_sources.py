"""Hundreds of spoilt pages, notebooks, tables of contents and bibliographies: each is caught.

Most faults show in the files themselves and end a build within a second; the rest when the
notebook runs. Slow tests (`make test-slow`); the score is printed at the end.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from pybtex.database import BibliographyData

from cohesion import paths
from cohesion.building import notebooks, run
from cohesion.checking import sources
from cohesion.errors import DataError
from cohesion.files.bibliography import bibliography
from cohesion.publishing import stored
from tests.tools import mutants, sampling

SEED = 20120630
PAGES = sources.toc_files()
#: Notebooks that run in about a second, of several kinds and stages.
SHORT = ("visibility", "budget", "hindsight-lcs2", "risks-and-lessons")


@pytest.fixture(scope="module")
def items():
    found = stored.load()
    if not found:
        pytest.skip("make book first: there are no results to hold the names against")
    return found


def told(error: DataError) -> bool:
    """Whether a message names file, place and cure."""
    return bool(error.file and error.cure and (error.row is not None or error.column is not None))


FRONT = """\
---
file_format: mystnb
kernelspec: {name: python3, display_name: Python 3}
cohesion: {stage: 1}
---
"""
CELL = "```{code-cell}\n:tags: [x]\nx = 1\ny = (x)\n```\n"
#: A notebook as it should be: it links to its neighbour and to the first page.
GOOD = f"{FRONT}# Title\n\n{{doc}}`y`, {{doc}}`Start <../index>` and {{cite:p}}`KEY`.\n\n{CELL}"


def checked(folder: Path, text: str, name: str = "notebooks/x") -> None:
    """Check a page of a small book."""
    file = folder / f"{name}.md"
    file.parent.mkdir(exist_ok=True)
    key = next(iter(bibliography().entries))
    file.write_text(text.replace("KEY", key), "utf-8")
    sources.check_page(name, {"index", "notebooks/x", "notebooks/y"}, folder)


def test_a_good_page_passes(tmp_path):
    checked(tmp_path, GOOD)
    checked(tmp_path, "# Title\n\nWords, {doc}`/notebooks/x`, ``{odd}`role` ``.\n", "index")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\nfile_format", "file_format", "row 1: the file does not start with a block"),
        ("{stage: 1}", "{stage: 1", "row 4: the first block is not valid YAML"),
        (FRONT, "---\n- a\n---\n", "row 2: the first block holds no keys"),
        ("mystnb", "md", "column 'file_format': 'file_format' is missing or wrong"),
        ("python3", "ir", "column 'kernelspec'"),
        ("stage: 1", "stage: true", "column 'cohesion'"),
        ("stage: 1", "stage: 10", "column 'cohesion'"),
        (CELL, "", "row 1: the notebook has no code cell"),
        ("y = (x)", "y = (x", "row 13: code cell 1 does not parse"),
        ("y = (x)\n```\n", "y = (x)\n", "row 10: the block that starts with '```{code-cell}' is"),
        (CELL, f"{CELL}\n:::{{note}}\nwords\n", "row 16: the block that starts with ':::' is not"),
        ("{doc}`y`", "{odd}`y`", "row 8: unknown role '{odd}'"),
        ("{doc}`y`", "{doc}``", "row 8: the role '{doc}' names nothing"),
        ("{doc}`y`", "{doc}`z`", "row 8: there is no page 'z'"),
        ("<../index>", "<../indexx>", "there is no page '../indexx'.*'index'"),
        ("KEY", "nobody_1900", "row 8: no bibliography entry 'nobody_1900'"),
        ("y = (x)", "y = '{cite:p}`nobody_1900`'", "row 13: no bibliography entry"),
    ],
)
def test_each_fault_of_a_page_is_told_with_its_line(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(DataError, match=said) as caught:
        checked(tmp_path, GOOD.replace(old, new, 1))
    assert told(caught.value)


def test_a_page_that_is_missing_or_no_text_is_told(tmp_path):
    with pytest.raises(DataError, match="x.md: cannot be read: No such file"):
        sources.read(tmp_path / "x.md")
    (tmp_path / "x.md").write_bytes(b"one\r\ntwo \xf1\n")
    with pytest.raises(DataError, match="x.md, row 2"):
        sources.read(tmp_path / "x.md")


#: Published results: a fact, a table with one cell, a figure.
PUBLISHED = {
    "n": {"name": "n", "kind": "fact", "notebook": "x"},
    "tab-a": {"name": "tab-a", "kind": "table", "notebook": "x", "stub": 1, "columns": [
        {"head": "State", "cells": ["Chiapas"]}, {"head": "Poor", "cells": ["78.5"]}]},
    "fig-b": {"name": "fig-b", "kind": "figure", "notebook": "x"},
}  # fmt: skip


@pytest.fixture
def two_pages(tmp_path):
    """A book of two pages that name results; ``two_pages(index, second)`` returns its contents."""

    def write(index: str = "", second: str = "") -> Path:
        (tmp_path / "index.md").write_text(f"# One\n\n{index}\n", "utf-8")
        (tmp_path / "second.md").write_text(f"# Two\n\n{second}\n", "utf-8")
        toc = tmp_path / "_toc.yml"
        toc.write_text("root: index\nchapters:\n  - file: second\n", "utf-8")
        return toc

    return write


NAMED = (
    "{fact}`n`, {cell}`tab-a/Chiapas/Poor`, {numref}`Table %s <tab-a>`, {numref}`fig-b`,\n"
    "{numref}`tab-quality-pages`\n\n```{published} fig-b\n```\n"
)


def test_names_of_published_results_are_counted(two_pages):
    more = {"said": {"name": "said", "kind": "prose", "notebook": "x", "body": "{fact}`n` twice"}}
    assert sources.check_names({**PUBLISHED, **more}, two_pages(NAMED, "{fact}`n`")) == 6 + 1 + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{fact}`m`", "row 3: no result is published as 'm'"),
        ("{fact}`tab-a`", r"row 3: 'tab-a' is a table, and {fact} names a fact"),
        ("{numref}`n`", "row 3: 'n' is a fact, and {numref} names a table or figure"),
        ("{cell}`tab-a/Chiapas/Rich`", "row 3: 'tab-a' has no cell 'Chiapas/Rich'"),
        ("```{published} tab-z\n```", "row 3: no result is published as 'tab-z'"),
    ],
)
def test_an_unknown_name_is_told_with_its_line(two_pages, text, said):
    with pytest.raises(DataError, match=f"second.md, {said}") as caught:
        sources.check_names(PUBLISHED, two_pages(NAMED, text))
    assert told(caught.value)


def test_unknown_names_of_pages_and_of_published_texts_are_told_together(two_pages):
    wrong = {**PUBLISHED, "said": {"name": "said", "kind": "table", "notebook": "x", "stub": 0,
             "caption": "{fact}`gone` {cite:p}`nobody_1900`", "columns": []}}  # fmt: skip
    with pytest.raises(DataError) as caught:
        sources.check_names(wrong, two_pages("{fact}`first`"))
    assert "'first'" in caught.value.problem and "2 more" in caught.value.cure
    for part in ("notebooks/x.md, row 'said': no result is published as 'gone'", "'nobody_1900'"):
        assert part in caught.value.cure


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ("chapters:\n  - file: index\n", "column 'root': no 'root' page is named"),
        ("root: index\nchapters:\n  - file: secnd\n", "row 3: there is no page 'secnd.md'.*second"),
        ("root: index\nchapters:\n  - file: second\n  - file: second\n", "'second' stands twice"),
    ],
)
def test_a_fault_of_the_contents_is_told(two_pages, contents, said):
    toc = two_pages()
    assert sources.toc_files(toc) == ["index", "second"]
    toc.write_text(contents, "utf-8")
    with pytest.raises(DataError, match=f"_toc.yml, {said}|_toc.yml.*{said}"):
        sources.toc_files(toc)


def verdict(name: str, root: Path, items: dict) -> str:
    """Return '' if a spoilt page is caught with a good message, else what went wrong."""
    try:
        sources.check_page(name, set(PAGES), root)
        _, wrong = sources.check_names_of(root / f"{name}.md", items)
    except DataError as error:
        return "" if told(error) and name in str(error.file) else f"unclear: {error}"
    except Exception as crash:
        return f"crash: {crash!r}"
    if not wrong:
        return "missed"
    # Outside the project the message shows the file's name alone.
    return "" if all(told(error) for error in wrong) else f"unclear: {wrong[0]}"


@pytest.fixture
def short_paths(monkeypatch):
    """Show files of the copies as they would stand in the project."""
    from cohesion import errors

    def shown(path) -> str:
        parts = Path(path).parts
        kept = [n for n, part in enumerate(parts) if part in ("notebooks", "book")]
        return "/".join(parts[kept[-1] :]) if kept else Path(path).name

    monkeypatch.setattr(errors, "shown_path", shown)


@pytest.mark.sampled(12)
@pytest.mark.parametrize("name", PAGES)
def test_a_spoilt_page_is_caught(name, tmp_path, items, score, short_paths):
    rng = np.random.default_rng([SEED, *name.encode()])
    text = (paths.ROOT / f"{name}.md").read_text("utf-8")
    file = tmp_path / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    # The good page passes: what is caught below is caught for the fault.
    assert verdict(name, tmp_path, items) == "missed"
    tried, wrong = 0, []
    for fault, mutate in mutants.SOURCE_MUTATORS.items():
        for _ in range(2):
            spoilt = mutate(text, rng)
            if spoilt is None or spoilt == text:
                continue
            if "first block" in fault and not name.startswith("notebooks/"):
                continue
            file.write_text(spoilt, "utf-8")
            tried += 1
            result = verdict(name, tmp_path, items)
            if result:
                wrong.append(f"{name}: {fault}: {result}")
    content = text.encode("utf-8")
    place = int(rng.integers(1, len(content)))
    file.write_bytes(content[:place].rsplit(b"\n", 1)[0] + b"\xf1\n" + content[place:])
    tried += 1
    result = verdict(name, tmp_path, items)
    wrong += [f"{name}: encoding: {result}"] if result else []
    score("pages and notebooks, seen before they run", tried, len(wrong))
    assert not wrong


@pytest.fixture
def book(tmp_path):
    """A folder with the table of contents, and links to the pages and the bibliography."""
    for part in ("book", "notebooks", "index.md"):
        (tmp_path / part).symlink_to(paths.ROOT / part)
    shutil.copyfile(paths.ROOT / "_toc.yml", tmp_path / "_toc.yml")
    return tmp_path


@pytest.mark.sampled
def test_a_spoilt_table_of_contents_is_caught(book, score, every):
    toc = book / "_toc.yml"
    good = toc.read_text("utf-8")
    assert sources.check_sources(toc) == len(PAGES)
    spoilt = [re.sub(r"^root:.*\n", "", good, flags=re.M), "", "- file: index\n",
              good.replace("chapters:", "chapters", 1), "\t" + good]  # fmt: skip
    names = sampling.sample(PAGES[1:], 25, every)
    for name in names:
        line = f"- file: {name}\n"
        assert line in good
        spoilt.append(good.replace(line, f"- file: {name}-gone\n", 1))
        spoilt.append(good.replace(line, f"{line}      {line}", 1))
    wrong = []
    for content in spoilt:
        toc.write_text(content, "utf-8")
        try:
            sources.check_sources(toc)
            wrong.append("missed: " + content[:200])
        except DataError as error:
            if not told(error):
                wrong.append(str(error))
    score("table of contents", len(spoilt), len(wrong))
    assert len(spoilt) == 5 + 2 * len(names) >= 55 and not wrong


def test_a_page_left_out_of_the_contents_is_noticed_where_it_is_linked(book):
    toc = book / "_toc.yml"
    less = re.sub(r"^ *- file: book/glossary\n", "", toc.read_text("utf-8"), flags=re.M)
    toc.write_text(less, "utf-8")
    with pytest.raises(DataError, match="there is no page .*glossary"):
        sources.check_sources(toc)


@pytest.mark.sampled
def test_a_spoilt_bibliography_is_caught(tmp_path, score, every):
    """An entry taken out is missed by the page that cites it; a broken file is named with line."""
    rng = np.random.default_rng(SEED)
    cited = {
        key.strip()
        for name in PAGES
        for _, role, target in sources.roles(sources.read(paths.ROOT / f"{name}.md"))
        if role.startswith("cite")
        for key in target.split(",")
    }
    tried, wrong = 0, []
    for file in sampling.sample(sorted((paths.BOOK / "bib").glob("*.bib")), 4, every):
        text = file.read_text("utf-8")
        for number in range(4):
            folder = tmp_path / f"{file.stem}-{number}"
            shutil.copytree(paths.BOOK / "bib", folder / "bib")
            fields = [m.start() for m in re.finditer(r"(?<=[}\d]),\n", text)]
            place = int(rng.choice(fields))
            spoilt = [text[: int(rng.integers(100, len(text) - 3))],
                      text[:place] + text[place + 1 :],
                      text.replace("{", "", 1),
                      text + text[text.index("@") : text.index("\n}") + 3]][number]  # fmt: skip
            (folder / "bib" / file.name).write_text(spoilt, "utf-8")
            tried += 1
            try:
                found = bibliography(folder)
                if cited <= set(found.entries):
                    wrong.append(f"{file.name}: {number}")
            except DataError as error:
                if not (error.cure and error.file):
                    wrong.append(f"{file.name}: {error}")
    score("bibliography", tried, len(wrong))
    assert len(cited) > 20 and tried >= (40 if every else 16)
    assert not wrong


@pytest.mark.sampled
def test_an_entry_that_a_page_cites_cannot_go(monkeypatch, score, every):
    """Each cited entry is taken out in turn; the page that cites it says so, with its line."""
    from cohesion.files import bibliography as files_bibliography

    whole = files_bibliography.bibliography()
    cited = {}
    for name in PAGES:
        for _, role, target in sources.roles(sources.read(paths.ROOT / f"{name}.md")):
            if role.startswith("cite"):
                cited.update({key.strip(): name for key in target.split(",")})
    wrong = []
    chosen = sampling.sample(sorted(cited), 40, every)
    for key in chosen:
        name = cited[key]
        less = BibliographyData(
            {other: entry for other, entry in whole.entries.items() if other != key}
        )
        monkeypatch.setattr(files_bibliography, "bibliography", lambda less=less: less)
        try:
            sources.check_page(name, set(PAGES))
            wrong.append(key)
        except DataError as error:
            if not (told(error) and key in str(error)):
                wrong.append(f"{key}: {error}")
    score("cited entries", len(chosen), len(wrong))
    assert len(chosen) > 20 and not wrong


@pytest.fixture(scope="module")
def real_results(tmp_path_factory, items):
    """A build folder whose results are links to the real ones, for kernels that read them."""
    place = tmp_path_factory.mktemp("build")
    (place / "results").mkdir()
    for folder in paths.RESULTS.glob("[!.]*"):
        (place / "results" / folder.name).symlink_to(folder)
    return place


def test_an_argument_that_is_joined_of_several_texts_is_spoilt_as_a_whole():
    """Of 'a' + b + 'c' nothing is left; other arguments and other cells stay."""
    mutate, _ = mutants.RUN_MUTATORS["no words for a figure"]
    text = (
        "```{code-cell}\npublish.figure('fig-a', fig, caption='C.',\n"
        '    alt="A grid of " + names + " and medium likelihood.")\n```\n'
        "```{code-cell}\npublish.table('tab-b', table, caption='B')\n```\n"
    )
    spoilt = mutate(text, np.random.default_rng(SEED))
    start = text.index('alt="A grid')
    end = text.index("medium likelihood.", start) + len('medium likelihood."')
    assert "+" in text[start:end]
    assert spoilt == text[:start] + 'alt=""' + text[end:]


@pytest.mark.dear
@pytest.mark.parametrize("name", SHORT)
def test_a_notebook_that_is_spoilt_fails_with_cell_and_cause(
    name, tmp_path, real_results, nursery, monkeypatch, score
):
    """Run in a real kernel: the message names notebook, cell and cause, nothing is published."""
    monkeypatch.setenv("COHESION_BUILD", str(real_results))
    monkeypatch.setattr(paths, "RESULTS", real_results / "results")
    rng = np.random.default_rng([SEED, *name.encode()])
    text = (paths.NOTEBOOKS / f"{name}.md").read_text("utf-8")
    file = tmp_path / f"{name}.md"
    tried, wrong = 0, []
    for fault, (mutate, said) in mutants.RUN_MUTATORS.items():
        spoilt = mutate(text, rng)
        if spoilt is None or spoilt == text:
            continue
        file.write_text(spoilt, "utf-8")
        tried += 1
        own = real_results / "results" / name
        target = own.readlink()
        # A notebook that is not stopped puts its results here, and not behind the link.
        own.unlink()
        try:
            run.run_one(notebooks.read_notebook(file), nursery)
            found = stored.load()
            wrong.append(f"{name}: {fault}: missed ({len(found)} results)")
        except (run.NotebookError, DataError) as error:
            message = str(error)
            if not (
                re.search(rf"notebooks/{name}.md|: {name} and ", message)
                and re.search(said, message)
            ):
                wrong.append(f"{name}: {fault}: {message[-300:]}")
            if isinstance(error, run.NotebookError) and "code cell" not in message:
                wrong.append(f"{name}: {fault}: no cell: {message[-300:]}")
        finally:
            shutil.rmtree(own, ignore_errors=True)
            own.symlink_to(target)
            shutil.rmtree(real_results / "results" / f".{name}.partial", ignore_errors=True)
    score("notebooks, run in a kernel", tried, len(wrong))
    assert tried >= 8
    assert not wrong


def test_a_result_is_not_there_before_its_stage():
    """Each result that a notebook reads is published at an earlier stage than its own."""
    found = stored.load()
    if not found:
        pytest.skip("make book first: there are no records of what notebooks read")
    stages = {nb.name: nb.stage for nb in notebooks.notebooks_of_book()}
    import json

    read = 0
    for name, stage in stages.items():
        record = json.loads((paths.RESULTS / name / "record.json").read_text("utf-8"))
        for fact in record["facts"]:
            read += 1
            assert stages[found[fact]["notebook"]] < stage, (name, fact)
    assert read > 30


def test_a_page_beside_the_notebooks_is_one_if_it_begins_as_one_or_holds_code():
    front = (paths.NOTEBOOKS / "budget.md").read_text("utf-8")
    assert sources.is_notebook("notebooks/x", front) and sources.runs("notebooks/budget")
    # One that lost its first lines is still told to be one, and is refused for it.
    assert sources.is_notebook("notebooks/x", front[front.index("# ") :])
    assert not sources.is_notebook("book/x", front)
    assert not sources.runs("notebooks/profile-second") and not sources.runs("book/about")
    assert sources.runs("notebooks/of-another-book")
