"""``translate``: bring the po files up to date and print the share translated, or check one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from cohesion import paths
from cohesion.building import spanish
from cohesion.checking import sources
from cohesion.errors import DataError
from cohesion.translation import po
from cohesion.translation.checks import problems
from cohesion.translation.glossary import load_glossary

#: What stands before the name of a po file of the book's pages.
_OF_PAGES = "pages/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "families", nargs="*", metavar="FILE",
        help="check these po files (taps, budget, …) and write nothing",
    )  # fmt: skip
    parser.add_argument(
        "--page", action="append", default=[], metavar="NAME",
        help="begin the translation of a page of the book (notebooks/selection)",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="check all po files, write nothing")


def command(options: argparse.Namespace) -> int:
    """Check the named files; without names, update all from the sources and count."""
    files = {_named(name) for name in options.families}
    if files or options.check:
        pages = {f"{_OF_PAGES}{name}": of for name, of in po.read_all(spanish.PAGES).items()}
        messages = po.read_all(paths.LOCALE) | pages
        for name in sorted(files - set(messages)):
            raise DataError(
                f"there is no file {name}.po.", file=paths.LOCALE,
                cure=f"Name one of {', '.join(messages)}.",
            )  # fmt: skip
        chosen = {name: messages[name] for name in sorted(files or messages)}
        return 1 if _told(chosen, each=True) else 0
    pages = _begun(options.page)
    # Only now: their libraries take seconds to load.
    from cohesion.office.texts import wanted
    from cohesion.pages import translating

    _told(_brought_up_to_date(wanted(), paths.LOCALE), each=False)
    if pages:
        _told(_brought_up_to_date(translating.wanted(pages), spanish.PAGES), each=False)
    return 0


def _named(name: str) -> str:
    """Return the file that is meant, those of pages with their folder."""
    path = Path(name.removesuffix(".po"))
    return (_OF_PAGES if path.parent.name == _OF_PAGES.rstrip("/") else "") + path.name


def _begun(more: Sequence[str]) -> list[str]:
    """Return the pages of the book that have a po file, and those named, in reading order."""
    known = sources.toc_files()
    for page in sorted(set(more) - set(known)):
        raise DataError(
            f"there is no page '{page}' in the book.", file=paths.ROOT / "_toc.yml",
            cure="Name a page as the table of contents does.",
        )  # fmt: skip
    begun = spanish.begun(known)
    return [page for page in known if page in more or page in begun]


def _brought_up_to_date(
    wanted: Mapping[str, Sequence[po.Message]], folder: Path
) -> Mapping[str, Sequence[po.Message]]:
    """Write the po files of a folder from what is wanted, and drop those that nothing wants."""
    fresh = po.brought_up_to_date(wanted, po.read_all(folder))
    for family, messages in fresh.items():
        po.write(messages, folder / f"{family}.po")
    for file in folder.glob("*.po"):
        if file.stem not in fresh:
            file.unlink()
    return fresh


def _told(families: Mapping[str, Sequence[po.Message]], *, each: bool) -> int:
    """Print what is wrong (with ``each``) and the share that is ready; return how many are not."""
    glossary, missing = load_glossary(), 0
    print(f"{'file':24} {'texts':>6} {'words':>7} {'ready':>6} {'fuzzy':>6}  share")
    for family, messages in families.items():
        wrong = {m.english: found for m in messages if (found := problems(m, glossary))}
        missing += len(wrong)
        counted = sum(len(m.english.split()) for m in messages)
        ready = len(messages) - len(wrong)
        fuzzy = sum(m.fuzzy for m in messages)
        share = 100 * ready / max(1, len(messages))
        print(f"{family:24} {len(messages):6} {counted:7} {ready:6} {fuzzy:6}  {share:5.1f} %")
        for english, found in wrong.items() if each else ():
            print(f"  “{english[:60]}”: {'; '.join(found)}")
    print(f"{missing} texts are not ready.")
    return missing
