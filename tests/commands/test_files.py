"""``files``: built into a folder, counted, the size of the whole told."""

from __future__ import annotations

import argparse

from cohesion import paths
from cohesion.commands import files


def test_files_are_counted_and_the_zip_comes_last(monkeypatch, tmp_path, capsys):
    made = [tmp_path / "a.docx", tmp_path / "all.zip"]
    made[1].write_bytes(b"12345")
    asked = []
    monkeypatch.setattr(files, "export", lambda folder: asked.append(folder) or made)
    parser = argparse.ArgumentParser()
    files.add_arguments(parser)
    assert files.command(parser.parse_args(["--folder", str(tmp_path)])) == 0
    assert asked == [tmp_path]
    assert capsys.readouterr().out == f"2 files in {tmp_path.name}, zip 5 bytes\n"
    assert parser.parse_args([]).folder == paths.DELIVERABLES
