"""Articles named in prose are those of the register of laws, and the finder can tell."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from cohesion import paths
from cohesion.checking import cited_articles
from cohesion.checking.cited_articles import Act, faults, meant, mentions

LGDS = Act("mexico2004lgds", ("LGDS", "Ley General de Desarrollo Social", "mexico2004lgds"),
           ("28", "41", "42", "43", "44", "69"))  # fmt: skip
LGS = Act("mexico1984lgs", ("LGS", "mexico1984lgs"), ("13-A", "77 bis 12"))
LCID = Act("mexico2011lcid", ("LCID", "mexico2011lcid"), ("10-VI", "33"))
FR = Act("eu2002fr", ("Financial Regulation", "eu2002fr"), ("53", "53c", "56"))
ACTS = (LGDS, LGS, LCID, FR)


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("(articles 41 and 44)", [("41", "44")]),
        ("arts 39 to 41", [("39", "40", "41")]),
        ("Art. 4, IV", [("4",)]),
        ("LGS, art. 77 bis 12", [("77 bis 12",)]),
        ("artículos 13-A y 18", [("13-A", "18")]),
        ("Articles 53(b), 53c and 56", [("53(b)", "53c", "56")]),
        ("LCID art. 10-VI", [("10-VI",)]),
        ("article 115, as in force in 2012", [("115",)]),
        ("the part of 2012, startle 5, known to Artículo 19", []),
    ],
)
def test_articles_are_found_and_ranges_written_out(text, articles):
    assert [mention.articles for mention in mentions(text)] == articles


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("LGS art. 5", ["mexico1984lgs"]),
        ("LGDS and LGS, art. 5", ["mexico1984lgs"]),
        ("LGDS, art. 5 {cite:p}`mexico1984lgs`", ["mexico1984lgs"]),
        ("LGS and article 5 of the LGDS", ["mexico2004lgds"]),
        ("Art. 5 holds. LGDS is another matter.", ["mexico2004lgds"]),
        ("Art. 5 of that law", []),
    ],
)
def test_the_act_is_the_nearest_one(text, keys):
    (mention,) = mentions(text)
    assert [act.key for act in meant(text, mention, ACTS)] == keys


@pytest.mark.parametrize(
    "text",
    [
        "LGDS art. 28", "LCID, articles 10-VI and 33",
        "Financial Regulation, Articles 53(b) and 53c",
        "*Ley General de Desarrollo Social*, articles 41 to 44", "LGS, art. 13-A",
    ],
)  # fmt: skip
def test_what_is_listed_passes(text):
    assert not faults(text, ACTS)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("LGDS art. 45", "article 45"),
        ("LCID, articles 33 and 41", "article 41"),
        ("LCID, art. 10", "article 10"),  # one fraction was read, not the whole article
        ("LGS, art. 13-B", "article 13-B"),
        ("LGDS, articles 41 to 45", "article 45"),
        ("as article 28 says", "no act"),
    ],
)
def test_what_is_not_listed_is_named(text, word):
    (fault,) = faults(text, ACTS)
    assert word in fault


def test_an_entry_of_a_file_lends_its_acts():
    assert faults("Ministry decides (art. 28)", ACTS, "no law")
    assert not faults("Ministry decides (art. 28)", ACTS, "basis: {cite:p}`mexico2004lgds`")


def test_every_article_in_the_report_is_in_the_register():
    assert cited_articles.faults_of_pages() + cited_articles.faults_of_programme() == []


def test_the_report_names_articles_at_all():
    """The finder would pass an empty report; this one cites laws on many pages."""
    files = [*paths.NOTEBOOKS.glob("*.md"), *paths.PROGRAMME.rglob("*.yml")]
    found = [m for f in files for m in mentions(f.read_text("utf-8"))]
    assert len(found) > 40 and len({f for m in found for f in m.articles}) > 20


#: File → what is written there, and what is written instead.
SPOILT = {
    "notebooks/sector-social-development.md": ("(articles 41 and 44)", "(articles 41 and 404)"),
    "data/programme/care.yml": ("(art. 25)", "(art. 251)"),
    "data/programme/risks.yml": ("LFFAOSC article 6", "LFFAOSC article 66"),
}


def test_a_spoilt_article_is_caught_in_its_file(tmp_path):
    for folder in ("notebooks", "data/programme", "book/bib"):
        shutil.copytree(paths.ROOT / folder, tmp_path / folder)
    for file, (old, new) in SPOILT.items():
        spoilt = tmp_path / file
        text = spoilt.read_text("utf-8")
        assert old in text
        spoilt.write_text(text.replace(old, new, 1), "utf-8")
    found = cited_articles.faults_of_pages(tmp_path)
    found += cited_articles.faults_of_programme(tmp_path)
    for file, (_, new) in SPOILT.items():
        here = [line for line in found if line.startswith(Path(file).name)]
        assert here, file
        assert re.search(r"\d", new.rsplit(" ", 1)[-1])[0] in here[0]
        found = [line for line in found if line not in here]
    assert not found


def test_an_act_without_articles_covers_none():
    assert not Act("x", ("X",), ()).covers("1")
    assert Act("x", ("X",), ("41-III",)).covers("41-III-C")
    assert not Act("x", ("X",), ("41-III",)).covers("41")
