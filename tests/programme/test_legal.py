"""The register of laws: one entry per act, its own year, a place, no day that cannot be."""

from __future__ import annotations

import datetime as dt
import re

from pybtex.database import parse_file

from cohesion import paths
from cohesion.programme import legal
from tests.tools.each import each

LAWS = legal.laws()
DAY = re.compile(
    r"(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November"
    r"|December) (\d{4})"
)
#: Homes of official journals, of the legislatures that keep the texts, and of the one agreement
#: that is published by a private collection alone.
OFFICIAL = ("diputados.gob.mx", "dof.gob.mx", "eur-lex.europa.eu", "lawinsider.com")


def days(text: str) -> list[dt.date]:
    return [dt.datetime.strptime(" ".join(found), "%d %B %Y").date() for found in DAY.findall(text)]


@each(LAWS)
def test_an_entry_says_where_it_is_published_and_how_its_wording_is_known(key):
    fields = LAWS[key].fields
    assert {"author"} == set(LAWS[key].persons)
    assert fields["howpublished"] and len(fields["vintage"]) > 10 and fields["read"]
    assert fields["order"] in ("Mexico", "Treaties", "European Union")
    assert int(fields["year"]) <= 2012
    if "url" in fields:
        assert any(host in fields["url"] for host in OFFICIAL), fields["url"]


@each([k for k, e in LAWS.items() if e.fields["order"] == "Mexico"])
def test_a_mexican_act_carries_its_own_year_and_a_day_on_which_the_journal_appears(key):
    fields = LAWS[key].fields
    found = days(fields["howpublished"])
    if not found:
        assert "not read" in fields["howpublished"]
        return
    assert found[0].year == int(fields["year"])
    assert not [day for day in found if day.weekday() >= 5], "a Saturday or a Sunday"
    assert max(found) <= dt.date(2012, 6, 30)


def test_no_law_has_a_second_entry_in_another_bibliography():
    """Federal laws stand in the register alone; laws of states have the state in their title."""
    state = re.compile(r"Estado de|para el Estado|del Estado|Estado Libre", re.IGNORECASE)
    for file in (paths.BOOK / "bib").glob("*.bib"):
        if file == legal.LEGAL_BIB:
            continue
        for key, entry in parse_file(str(file), bib_format="bibtex").entries.items():
            title = entry.fields.get("title", "")
            if re.match(r"\W*(Ley|Constitución|Decreto|Regulation) (?!\d)", title):
                assert state.search(title), f"{file.name}: {key}"


def test_titles_and_short_titles_are_unique():
    for field in ("title", "shorttitle"):
        values = [entry.fields[field] for entry in LAWS.values()]
        assert len(values) == len(set(values))


def test_articles_that_the_review_of_competences_asks_for_are_cited_where_they_belong():
    """Shares of state and municipal cooperation, comptrollership, equality: the right articles."""
    from cohesion.programme.stakeholders import load_competences

    found = load_competences().competences
    rows = {row.id: {c.law: c.articles for c in row.legal} for row in found}
    for level in ("state", "municipal"):
        assert rows[f"cooperation-{level}"]["mexico2011lcid"] == ("10-VI", "33", "40")
    assert rows["transparency-municipal"]["mexico2004lgds"][-3:] == ("69", "70", "71")
    assert rows["equality-state"] == {"mexico2006lgimh": ("14", "15"), "mexico2007lgamvlv": ("49",)}
    assert rows["equality-municipal"]["mexico2007lgamvlv"] == ("50",)
    assert rows["social_care-state"]["mexico1997lcf"] == ("39", "40", "41")
    assert "transitory 5" in rows["cooperation-federal"]["mexico2011lcid"]


def test_laws_carry_what_the_page_shows_and_articles_read():
    for key, entry in legal.laws().items():
        assert entry.fields["vintage"] and entry.fields["shorttitle"], key
    assert "36" in legal.listed_articles("mexico2004lgds")
    assert legal.laws()["mexico2012lgpsvd"].fields["howpublished"].endswith("24 January 2012")


def test_a_citation_is_written_short_and_read_from_one_line():
    citation = legal.Citation.model_validate("mexico1984lgs 77 bis 12; 13-A")
    assert citation.articles == ("77 bis 12", "13-A")
    assert citation.text() == "LGS art. 77 bis 12, 13-A"
