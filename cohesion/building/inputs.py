"""What pages and notebooks are made from: checked before a build, and hashed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cohesion import paths
from cohesion.building import environment, processes
from cohesion.checking import cited_articles, sources
from cohesion.files import hashes, stamps


def check_inputs() -> None:
    """Check pages, notebooks and the programme design before anything runs: seconds, not minutes.

    The programme design is checked again when it, or what it refers to, changed.
    """
    sources.check_sources()
    kept = cited_articles.kept_faults()
    cited_articles.refuse(cited_articles.faults_of_pages(kept=kept))
    kept.keep()
    parts = [
        *paths.PROGRAMME.rglob("*.yml"), *paths.CATALOGUE.glob("*.csv"),
        *paths.DATA.glob("*.csv.yml"), *paths.GEO.glob("*"), *paths.BOOK.rglob("*.bib"),
        *(paths.ROOT / "cohesion").rglob("*.py"), paths.ROOT / "Makefile",
    ]  # fmt: skip
    now = _hash_of(parts) + hashes.sha256(repr(sources.toc_files()).encode("utf-8"))
    stamp = paths.BUILD / "design.stamp"
    if stamps.stands(stamp, now):
        return
    # The libraries that it takes would fill memory until the pages are built.
    processes.apart(_check_design)
    stamps.put(stamp, now)


def _check_design() -> None:
    from cohesion.checking import declared
    from cohesion.tables import catalogue, editions, geo

    catalogue.check()
    editions.comparable()
    geo.check()
    declared.check_files()


def _hash_of(files: Iterable[Path]) -> str:
    """Return one hash of the names and contents of some files."""
    parts = [
        f"{os.path.relpath(file, paths.ROOT)} {hashes.file_hash(file)}"
        for file in sorted(files)
        if file.is_file()
    ]
    return hashes.sha256("\n".join(parts).encode("utf-8"))


def inputs_of_pages() -> str:
    """Return one hash of everything the pages are made from: texts, results, code, settings."""
    files = [
        *paths.ROOT.glob("*.md"), *paths.ROOT.glob("_*.yml"), environment.LOCK,
        *paths.BOOK.rglob("*"), *paths.NOTEBOOKS.glob("*.md"), *paths.PROGRAMME.rglob("*.yml"),
        *(paths.ROOT / "cohesion").rglob("*.py"), *paths.RESULTS.glob("[!.]*/*.jsonl"),
        *paths.RESULTS.glob("[!.]*/executed.ipynb"),
    ]  # fmt: skip
    return _hash_of(files)
