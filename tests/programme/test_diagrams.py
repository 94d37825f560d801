"""Tests of ``cohesion/programme/diagrams.py``."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from cohesion.programme import (
    diagrams,
    stakeholders,
)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_same_data_same_picture():
    graph = diagrams.network(stakeholders.load_links(), stakeholders.load_actors())
    assert diagrams.positions(graph) == diagrams.positions(graph.copy())


def test_a_network_of_some_kinds_holds_their_links_alone_and_names_its_brokers():
    actors, links = stakeholders.load_actors(), stakeholders.load_links()
    money = diagrams.network(links, actors, kinds=("funds",))
    assert money.number_of_edges() == sum(link.kind == "funds" for link in links)
    graph = diagrams.network(links, actors)
    table = diagrams.network_table(graph)
    first = next(actor for actor in actors.values() if actor.short == table.index[0])
    assert diagrams.brokers(graph)["stakeholders-broker"].lower() == f"the {first.name_en}".lower()
    federal = [actor.short for actor in actors.values() if actor.level == "federal"]
    own = table.loc[table.index.intersection(federal), "Lies between (%)"]
    assert diagrams.most_of_level(graph, "federal") == own.max()


def test_every_actor_has_one_family():
    actors = stakeholders.load_actors()
    families = diagrams.families(actors)
    assert set(families) == set(diagrams.FAMILIES) and families.index.tolist() == list(actors)
