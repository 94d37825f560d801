"""Source lines on paper."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import new_document

from cohesion.paper import sources
from cohesion.paper.trees import words


def _line(*texts: str) -> nodes.paragraph:
    line = nodes.paragraph("", "Source: ", classes=["source"])
    for place, text in enumerate(texts):
        line += nodes.Text("; " if place else "")
        line += nodes.inline("", text, classes=["one-source"])
    line += nodes.Text(".")
    return line


def _document(*lines: nodes.Node) -> nodes.document:
    document = new_document("x")
    section = nodes.section(ids=["x"])
    document += section
    section += list(lines)
    return document


def test_a_short_line_stays_as_it_is():
    line = _line("CONEVAL, Medición (2011)", "INEGI, Censo (2010)")
    assert sources.list_sources(_document(line)) == []
    assert words(line) == "Source: CONEVAL, Medición (2011); INEGI, Censo (2010)."


def test_a_long_line_names_publishers_and_leads_to_the_list():
    texts = [f"INEGI, Censo {n} (2010)" for n in range(3)] + ["CONEVAL, Medición (2019)†"]
    first, second = _line(*texts), _line(texts[3], texts[0], "SESNSP, Reporte", "INE, Cómputos")
    (listed,) = sources.list_sources(_document(first, second))
    assert words(first) == "Source: INEGI, CONEVAL† (S1–S4, see list)."
    assert words(second) == "Source: CONEVAL†, INEGI, SESNSP, INE (S1, S4–S6, see list)."
    assert [entry["key"] for entry in listed.children] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert [words(entry) for entry in listed.children][:4] == texts, "no source is lost"
    assert listed["note"] == sources.STANDS_IN
    (link,) = first.findall(nodes.reference)
    assert link["refid"] == sources.LIST == listed["ids"][0]


def test_spans_and_publishers():
    assert sources.spans([5, 1, 2, 3, 3]) == "S1–S3, S5"
    assert sources.publishers(["programme design (data/x.yml)", "INEGI, A", "INEGI, B†"]) == (
        "programme design, INEGI†"
    )


def test_a_reference_to_literature_gives_its_authors():
    found = sources.publishers(
        ["INEGI, A", "[AMBERO Consulting, 2009, Press of Chiapas, 2008a]", "[Salmerón, 2011]"]
    )
    assert found == "INEGI, AMBERO Consulting, Press of Chiapas, Salmerón"
    assert sources.cited("[Congreso de la Unión, 2004]") == [("Congreso de la Unión", 2004)]
    assert sources.cited("[no year]") == sources.cited("INEGI, Censo (2010)") == []
