"""``translate``: bring the po files up to date and print the share translated, or check one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from cohesion import paths
from cohesion.errors import DataError
from cohesion.translation import po
from cohesion.translation.checks import problems
from cohesion.translation.glossary import load_glossary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "families", nargs="*", metavar="FILE",
        help="check these po files (taps, budget, …) and write nothing",
    )  # fmt: skip
    parser.add_argument("--check", action="store_true", help="check all po files, write nothing")


def command(options: argparse.Namespace) -> int:
    """Check the named files; without names, update all from the sources and count."""
    files = {name.removesuffix(".po") for name in map(lambda x: Path(x).name, options.families)}
    if files or options.check:
        messages = po.read_all(paths.LOCALE)
        for name in sorted(files - set(messages)):
            raise DataError(
                f"there is no file {name}.po.", file=paths.LOCALE,
                cure=f"Name one of {', '.join(messages)}.",
            )  # fmt: skip
        chosen = {name: messages[name] for name in sorted(files or messages)}
        return 1 if _told(chosen, each=True) else 0
    from cohesion.office.texts import wanted

    fresh = po.brought_up_to_date(wanted(), po.read_all(paths.LOCALE))
    for family, messages in fresh.items():
        po.write(messages, paths.LOCALE / f"{family}.po")
    for file in paths.LOCALE.glob("*.po"):
        if file.stem not in fresh:
            file.unlink()
    _told(fresh, each=False)
    return 0


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
