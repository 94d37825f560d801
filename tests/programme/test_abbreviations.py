"""Abbreviations: those that a text uses, in the form of its language."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.programme.abbreviations import FILE, load_abbreviations, used


def test_only_whole_words_are_abbreviations():
    assert [item.short for item in used("The EU pays EUR; EUROPE and TAx are words.")] == [
        "EU",
        "EUR",
    ]


def test_spanish_texts_are_searched_for_spanish_forms():
    found = used("La UE y la AT; EU y TA son inglés.", "es")
    assert [(item.short, item.es) for item in found] == [
        ("AT", "asistencia técnica"), ("UE", "Unión Europea"),
    ]  # fmt: skip


def test_a_short_form_stands_once(tmp_path):
    line = "  - {short: EU, en: European Union, es: Unión Europea}"
    (tmp_path / FILE).write_text(f"abbreviations:\n{line}\n{line}\n", encoding="utf-8")
    (tmp_path / "actors.yml").write_bytes(_actors())
    with pytest.raises(DataError, match="EU"):
        load_abbreviations(tmp_path)


def _actors() -> bytes:
    from cohesion import paths

    return (paths.PROGRAMME / "actors.yml").read_bytes()
