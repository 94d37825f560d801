"""Tests of ``cohesion/translation/results.py``."""

from __future__ import annotations

import pytest

from cohesion.translation import results
from cohesion.translation.catalogue import Catalogue
from cohesion.translation.pieces import Cutter

TEXTS = {
    "{1} had {2} of {3} people.": "{1} tenía {2} de {3} personas.",
    "Share, %": "Proporción, %",
    "People": "Personas",
    "Not known.": "No se sabe.",
    "by municipality": "por municipio",
}


@pytest.fixture
def words():
    return Catalogue("es", TEXTS, {}, Cutter(TEXTS, ["Chiapas"]))


def table(**more):
    return {
        "kind": "table", "name": "tab-x", "caption": "Chiapas had 3 of 1\u00a0200 people.",
        "notes": "Not known.\n\nChiapas had 1 of 2 people.", "source_lines": ["People"],
        "columns": [{"head": "Municipality", "cells": ["People", "Tula"]},
                    {"head": "Share, %", "cells": ["2\u00a0500.5", "–"]}], **more,
    }  # fmt: skip


def test_every_text_of_a_table_is_translated_and_its_numbers_are_mexican(words):
    shown = results.translated(table(), words)
    assert shown["caption"] == "Chiapas tenía 3 de 1,200 personas."
    assert shown["notes"] == "No se sabe.\n\nChiapas tenía 1 de 2 personas."
    assert shown["source_lines"] == ["Personas"]
    assert shown["columns"][1] == {"head": "Proporción, %", "cells": ["2,500.5", "–"]}


def test_names_of_municipalities_stay(words):
    assert results.translated(table(), words)["columns"][0]["cells"] == ["People", "Tula"]


def test_what_code_reads_stays_english(words):
    raw = {"heads": ["Share, %"], "rows": []}
    shown = results.translated(table(raw=raw, value=3), words)
    assert shown["raw"] == raw and shown["value"] == 3


def test_a_text_keeps_its_paragraphs_and_list_items(words):
    item = {
        "kind": "prose",
        "body": "Not known. Chiapas had 1 of 2 people.\n\n- People\n- Not\n  known.",
    }
    assert results.translated(item, words)["body"] == (
        "No se sabe. Chiapas tenía 1 de 2 personas.\n\n- Personas\n- No se sabe."
    )


def test_a_text_without_translation_stays_and_is_asked_for(words):
    shown = results.translated({"kind": "fact", "text": "a new word"}, words)
    assert shown["text"] == "a new word"
    assert "a new word" in words.heard


def test_one_changed_number_moves_the_spanish_text(words):
    one, other = (results.translated({"kind": "fact", "text": f"1\u00a0{n}"}, words)["text"]
                  for n in ("200", "300"))  # fmt: skip
    assert (one, other) == ("1,200", "1,300")


def test_grades_of_a_likelihood_are_feminine():
    texts = {"Likelihood": "Probabilidad", "Impact": "Impacto", "high": "alto"}
    item = {"kind": "table", "columns": [{"head": head, "cells": ["high"]}
                                         for head in ("Likelihood", "Impact")]}  # fmt: skip
    shown = results.translated(item, Catalogue("es", texts, {}, Cutter(texts)))
    assert [column["cells"] for column in shown["columns"]] == [["alta"], ["alto"]]
