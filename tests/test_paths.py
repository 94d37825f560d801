"""Every path of the project, once; two of them can be named from outside."""

from __future__ import annotations

import os
import subprocess
import sys

from cohesion import paths


def asked(**environment: str) -> list[str]:
    """Return the build folder and the folder of the official files, as another process has them."""
    code = "from cohesion import paths; print(paths.BUILD, paths.SOURCES, paths.HTML, sep='\\n')"
    kept = {k: v for k, v in os.environ.items() if k not in ("COHESION_BUILD", "SOURCES")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=paths.ROOT, env=kept | environment, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.splitlines()


def test_folders_of_the_project_are_there():
    for folder in (paths.DATA, paths.CATALOGUE, paths.PROGRAMME, paths.GEO, paths.NOTEBOOKS,
                   paths.BOOK, paths.GOLDEN):  # fmt: skip
        assert folder.is_dir() and folder.is_relative_to(paths.ROOT)


def test_what_is_made_goes_under_the_build_folder_and_nowhere_else():
    for made in (paths.RESULTS, paths.HTML, paths.PDF, paths.DELIVERABLES):
        assert made.is_relative_to(paths.BUILD)
    assert asked() == [
        str(paths.ROOT / "_build"), str(paths.ROOT.parent / "shared" / "sources"),
        str(paths.ROOT / "_build" / "html"),
    ]  # fmt: skip


def test_a_second_build_and_other_official_files_can_be_named():
    build, sources, html = asked(COHESION_BUILD="_build/other", SOURCES="/files")
    assert build == str(paths.ROOT / "_build" / "other")
    assert html == str(paths.ROOT / "_build" / "other" / "html")
    assert sources == "/files"
