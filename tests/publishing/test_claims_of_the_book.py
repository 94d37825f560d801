"""Every published claim holds on its data, and the nearest data set kept with it makes it false."""

from __future__ import annotations

import json

import pytest

from cohesion import paths
from cohesion.publishing import claims
from tests.tools.each import each

PUBLISHED = {
    name: claim
    for file in sorted(paths.GOLDEN.glob("*.json"))
    for name, claim in json.loads(file.read_text("utf-8")).get("claims", {}).items()
}


@pytest.mark.skipif(not PUBLISHED, reason="no claim stands in the published results yet")
def test_the_published_results_hold_claims():
    assert len(PUBLISHED) > 60


@each(sorted(PUBLISHED))
def test_a_claim_holds_and_its_nearest_data_set_makes_it_false(name):
    claim = PUBLISHED[name]
    quantities = {key: claims.restored(kept) for key, kept in claim["quantities"].items()}
    assert claims.holds(claim["condition"], quantities) is claim["holds"] is True
    moved = claims.moved(quantities, claim["breaks"])
    assert moved != quantities
    assert not claims.holds(claim["condition"], moved)
    for quantity in moved.values():
        assert all(quantity.low <= value <= quantity.high for value in quantity.values)
