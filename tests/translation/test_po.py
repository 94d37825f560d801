"""Tests of ``cohesion/translation/po.py``."""

from __future__ import annotations

import pytest

from cohesion.errors import DataError
from cohesion.translation import po
from cohesion.translation.po import Message

WHOLE = Message("The council votes.\nTwice {fact}`n`.", "El “consejo” vota.\nDos veces {fact}`n`.")


def test_what_was_written_is_read_again(tmp_path):
    messages = [WHOLE, Message("A \"quote\" \\ here", "", note=("risks.yml RK01 title",)),
                Message("New", "Viejo", fuzzy=True, previous="Old")]  # fmt: skip
    po.write(messages, tmp_path / "a" / "x.po")
    assert po.read_all(tmp_path / "a") == {"x": messages}
    first = (tmp_path / "a" / "x.po").read_bytes()
    po.write(po.read(tmp_path / "a" / "x.po"), tmp_path / "a" / "x.po")
    assert (tmp_path / "a" / "x.po").read_bytes() == first


@pytest.mark.parametrize(
    ("content", "row"), [('msgid "a"\nmsgstr "b\n', 2), ('msgid "a"\nnonsense\n', 2)]
)
def test_a_damaged_file_is_refused_with_its_line(tmp_path, content, row):
    (tmp_path / "x.po").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="not a po file") as told:
        po.read(tmp_path / "x.po")
    assert told.value.row == row


def test_translations_stay_move_and_turn_fuzzy():
    old = {"a": [Message("The first text of all", "El primero"), Message("It stays", "Queda")]}
    wanted = {"b": [Message("It stays"), Message("The first text of them all"), Message("Zebra")]}
    new = po.brought_up_to_date(wanted, old)["b"]
    assert new[0] == Message("It stays", "Queda")
    assert new[1] == Message("The first text of them all", "El primero", True,
                             "The first text of all")  # fmt: skip
    assert new[2] == Message("Zebra")


def test_a_fuzzy_translation_stays_fuzzy_until_a_person_takes_the_mark_away():
    old = {"a": [Message("New", "Viejo", fuzzy=True, previous="Old")]}
    assert po.brought_up_to_date({"a": [Message("New")]}, old)["a"] == old["a"]
