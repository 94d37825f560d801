"""Each claim on stakeholders holds on the data, and a nearest data set makes it false."""

from __future__ import annotations

import pytest

from cohesion.programme import diagrams, stakeholders
from cohesion.programme import stakeholder_conclusions as conclusions
from cohesion.publishing import claims


def holds(claim: claims.Claim) -> bool:
    return claims.record(claim.holds, claim.rests_on, claim.says)["holds"]


@pytest.fixture(scope="module")
def actors():
    return stakeholders.load_actors()


@pytest.fixture(scope="module")
def links():
    return stakeholders.load_links()


def test_of_actors(actors):
    frame = stakeholders.actor_frame(actors).assign(family=diagrams.families(actors))
    assert all(holds(claim) for claim in conclusions.of_actors(frame, "x").values())
    bored = frame.assign(
        interest_score=frame["interest_score"].where(frame["family"] != "Social sectors", 1)
    )
    assert not holds(conclusions.of_actors(bored, "x")["stakeholders-families"])
    other = frame.assign(way=frame["way"].where(frame["family"] != "Rights and society", "follow"))
    assert not holds(conclusions.of_actors(other, "x")["stakeholders-build-society"])


def test_of_powers(actors):
    matrix = stakeholders.load_competences()
    counts = stakeholders.role_counts(matrix, actors)
    cells = len(matrix.competences) * len(stakeholders.ROLES)
    assert all(holds(claim) for claim in conclusions.of_powers(counts, cells, "x").values())
    watch = counts.copy()
    watch.loc["Municipalities", "monitors"] = 5
    assert not holds(conclusions.of_powers(watch, cells, "x")["stakeholders-towns-monitor"])
    few = counts.copy()
    few.loc["Municipalities"] = 1
    assert not holds(conclusions.of_powers(few, cells, "x")["stakeholders-most-cells"])


def test_of_network(actors, links):
    graph = diagrams.network(links, actors)
    money = diagrams.network_table(diagrams.network(links, actors, kinds=("funds",)))
    between, paid = (t["Lies between (%)"] for t in (diagrams.network_table(graph), money))
    federal = diagrams.most_of_level(graph, "federal")
    true = conclusions.of_network(between, federal, paid, "x")
    assert all(holds(claim) for claim in true.values())
    assert not holds(conclusions.of_network(between, 33.0, paid, "x")["stakeholders-brokers"])
    shared = paid.where(paid.index != "SHCP", 15.0)
    assert not holds(conclusions.of_network(between, federal, shared, "x")["stakeholders-needle"])


def test_of_coordination(actors, links):
    lines = stakeholders.coordination(links, actors)
    assert holds(conclusions.of_coordination(lines, "x")["stakeholders-parallel"])
    crossed = lines.copy()
    crossed.loc[len(crossed)] = ["cdi", "state_health", "federal", "state"]
    assert not holds(conclusions.of_coordination(crossed, "x")["stakeholders-parallel"])
    beside = lines.copy()
    beside.loc[len(beside)] = ["state_dif", "state_health", "state", "state"]
    assert not holds(conclusions.of_coordination(beside, "x")["stakeholders-parallel"])


def test_of_donors():
    donors = stakeholders.load_donors()
    active = stakeholders.active_in(donors)
    number = len(donors.donors)
    assert holds(conclusions.of_donors(active, number, "x")["stakeholders-crowded"])
    for field, moved in (("civil_society", 3), ("prevention", 3)):
        other = active.copy()
        other[field] = moved
        assert not holds(conclusions.of_donors(other, number, "x")["stakeholders-crowded"])
