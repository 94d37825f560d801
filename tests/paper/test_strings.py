"""Texts as string literals: whatever they hold, Typst reads them back letter by letter."""

from __future__ import annotations

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from cohesion.paper.strings import breakable, flowing, fold, literal

#: What has a meaning in Typst, in Python, in a terminal or in a PDF.
_HOSTILE = [
    "#", "$", "*", "_", "@", "<", ">", "[", "]", "{", "}", "\\", '"', "'", "`", "```", "//", "/*",
    "*/", "#panic()", "#import", "#eval(\"1\")", "\\u{41}", "\\n", "~", "--", "---", "...", "=",
    "+", "- ", "<label>", "@ref", "$x^2$", "#{", "#[", "\x00", "\x01", "\x1b", "\x7f", "\x85",
    "\u2028", "\u200b", "\ufeff", "ñ", "é", "€", "–", "†", "😀", "e\u0301", "\u202e",
    "\ud83d", " ", "\t", "\n",
]  # fmt: skip


def _read_back(texts: list[str], folder) -> list[str]:
    """Let Typst read literals, and give back what it read."""
    import typst

    main = folder / "main.typ"
    code = ", ".join(literal(text) for text in texts)
    main.write_text(f"#metadata(({code},))<texts>", encoding="utf-8")
    compiler = typst.Compiler(str(main), root=str(folder))
    return json.loads(compiler.query("<texts>", field="value", one=True))


def test_three_thousand_hostile_strings_come_back_equal(tmp_path):
    chance = random.Random(20120630)
    texts = [
        "".join(chance.choice(_HOSTILE) for _ in range(chance.randint(1, 12))) for _ in range(3000)
    ]
    expected = [text.replace("\ud83d", "\ufffd") for text in texts]
    found = _read_back(texts, tmp_path)
    assert len(found) == 3000
    assert found == expected


@given(st.text())
def test_a_literal_is_one_literal(text):
    code = literal(text)
    assert code.startswith('"') and code.endswith('"')
    # Inside, no quotation mark stands without a backslash of its own before it.
    inside = code[1:-1].replace("\\\\", "")
    assert inside.replace('\\"', "").count('"') == 0
    assert "\n" not in code and "\x00" not in code


@given(st.text())
def test_folding_forgets_how_a_text_is_broken(text):
    broken = "\n".join(text.split(" "))
    assert fold(broken) == fold(text)
    assert fold(breakable(text)) == fold(text)
    assert fold(fold(text)) == fold(text)


def test_words_that_differ_stay_different_when_folded():
    assert fold("29.2 %") != fold("29.3 %")
    assert fold("a word here") != fold("word a here")
    assert fold("pro\u00ad-\ngramme") == "programme"


def test_white_space_flows():
    assert flowing("a\n  b\t c") == "a b c"
    assert flowing("1\u00a0234") == "1\u00a0234"
