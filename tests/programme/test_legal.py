"""Tests of ``cohesion/programme/legal.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    legal,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_laws_carry_what_the_page_shows_and_articles_read():
    for key, entry in legal.laws().items():
        assert entry.fields["vintage"] and entry.fields["shorttitle"], key
    assert "36" in legal.listed_articles("mexico2004lgds")
    assert legal.laws()["mexico2012lgpsvd"].fields["howpublished"].endswith("24 January 2012")


def test_a_citation_is_written_short_and_read_from_one_line():
    citation = legal.Citation.model_validate("mexico1984lgs 77 bis 12; 13-A")
    assert citation.articles == ("77 bis 12", "13-A")
    assert citation.text() == "LGS art. 77 bis 12, 13-A"
