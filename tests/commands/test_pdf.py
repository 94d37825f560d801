"""``pdf``: the edition is set, and pages that are there lead to it."""

from __future__ import annotations

import argparse

import pytest

from cohesion import paths
from cohesion.building import lock
from cohesion.commands import pdf


@pytest.mark.parametrize("pages", [True, False])
def test_pages_lead_to_the_files_once_they_are_there(monkeypatch, tmp_path, pages):
    order = []
    monkeypatch.setenv(lock.HELD, str(tmp_path))
    monkeypatch.setattr(paths, "BUILD", tmp_path)
    monkeypatch.setattr(paths, "HTML", tmp_path / "html")
    monkeypatch.setattr(pdf, "build_pdf", lambda whole_only: order.append(whole_only))
    monkeypatch.setattr(pdf, "offer_pdf", order.append)
    if pages:
        (tmp_path / "html").mkdir()
        (tmp_path / "html" / "index.html").touch()
    parser = argparse.ArgumentParser()
    pdf.add_arguments(parser)
    assert pdf.command(parser.parse_args(["--whole-only"])) == 0
    assert order == ([True, tmp_path / "html"] if pages else [True])
    assert parser.parse_args([]).whole_only is False
