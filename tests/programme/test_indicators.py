"""Tests of ``cohesion/programme/indicators.py``."""

from __future__ import annotations

import pytest

from cohesion.programme import (
    indicators,
)
from cohesion.programme.design import load_design, quantities


@pytest.fixture(scope="module")
def design():
    return load_design()


def test_every_indicator_has_what_a_signature_needs(design):
    for item in design.indicators.indicators:
        assert item.verification.document and item.verification.holder in design.actors
        # An assumption stands at the indicator's own level or below it, never above.
        owner = design.assumption(item.assumption).result
        assert item.level in ("O", "P") or owner in (item.level, "P"), item.id
    share = [i for i in design.indicators.indicators if "population ×" in i.formula]
    assert all("sex" in item.disaggregation + item.nation_only for item in share) and share
    assert (
        indicators.verification_cost(design.indicators)
        == quantities(design)["budget-verification"][0]
    )
