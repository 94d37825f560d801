"""The institutional half of the design: every link holds; a break is named with its cure."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd
import pytest

from cohesion import paths
from cohesion.checking import typed_numbers
from cohesion.errors import DataError
from cohesion.programme import (
    assistance,
    choices,
    civil_society,
    cross_cutting,
    diagrams,
    legal,
    lessons,
    quality_plan,
    risks,
    stakeholders,
    state_institutions,
    trees,
)
from cohesion.programme import experts as programme_experts
from cohesion.programme.design import load_design
from tests.tools.design import content_of, copied, spoilt

FILES = (
    "actors competences links donors state_institutions problem_tree objective_tree strategy "
    "technical_assistance experts civil_society cross_cutting risks lessons quality_plan"
).split()
NOTEBOOKS = (
    "stakeholders actor-sheets problems-and-objectives technical-assistance civil-society "
    "cross-cutting risks-and-lessons quality-plan hindsight-lcs2"
).split()


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


# ── the files as they are ─────────────────────────────────────────────────────────────────────────


def test_at_least_25_actors_on_every_level_with_both_scores_used():
    frame = stakeholders.actor_frame(stakeholders.load_actors())
    assert len(frame) >= 25
    assert set(frame.level) == {"federal", "state", "municipal", "society", "international"}
    assert frame.influence.between(1, 5).all() and frame.influence.nunique() >= 4
    assert frame.short.is_unique


def test_every_public_actor_cites_law_or_says_why_not():
    for actor in stakeholders.load_actors().values():
        assert actor.legal or len(actor.legal_gap) > 15, actor.id


def test_every_sector_has_three_levels_and_four_roles():
    matrix = stakeholders.load_competences()
    pairs = {(row.sector, row.level) for row in matrix.competences}
    assert pairs == set(itertools.product(matrix.sectors, ("federal", "state", "municipal")))
    assert len(matrix.competences) == 3 * len(matrix.sectors)


def test_counts_of_the_matrix_add_up_to_its_cells():
    matrix, actors = stakeholders.load_competences(), stakeholders.load_actors()
    named = sum(
        len(getattr(row, role).actors) for row in matrix.competences for role in stakeholders.ROLES
    )
    assert stakeholders.role_counts(matrix, actors).to_numpy().sum() == named


def test_bibliography_keys_are_unique_over_all_files():
    seen: dict[str, str] = {}
    for file in (paths.BOOK / "bib").glob("*.bib"):
        for key in re.findall(r"^@\w+\{([^,\s]+),", file.read_text(encoding="utf-8"), re.M):
            assert seen.setdefault(key, file.name) == file.name, f"{key}: {file.name}, {seen[key]}"


def test_every_citation_in_the_files_and_notebooks_has_an_entry():
    keys = {
        key
        for file in (paths.BOOK / "bib").glob("*.bib")
        for key in re.findall(r"^@\w+\{([^,\s]+),", file.read_text(encoding="utf-8"), re.M)
    }
    for file in _own_files():
        for cited in re.findall(r"\{cite:[pt]\}`([\w,]+)`", file.read_text(encoding="utf-8")):
            assert set(cited.split(",")) <= keys, f"{file.name}: {cited}"


def test_every_acronym_in_the_texts_is_an_actor_or_explained_here():
    actors = stakeholders.load_actors().values()
    names = " ".join(f"{a.short} {a.name_en} {a.name_es}" for a in actors)
    known = set(re.findall(r"[A-Z]{3,}", names))
    known |= {entry.fields["shorttitle"] for entry in legal.laws().values()}
    # Federal funds, programmes, plans and terms of the EU: things, not actors.
    known |= set("FAIS FASSA FASP FORTAMUN SUBSEMUN EUR LCS ROM REPSS COPLADE DIF".split())
    known |= {"PRODESIS", "PROTLCUEM"}  # earlier programmes, spelt out in their table
    for file in _own_files():
        if file.suffix == ".yml":
            text = " ".join(t for _, t in typed_numbers.yaml_prose(file))
        else:
            text = re.sub(r"```.*?```|`[^`]*`", "", file.read_text(encoding="utf-8"), flags=re.S)
        unknown = set(re.findall(r"\b[A-Z]{4,}\b", text)) - known
        assert not unknown, f"{file.name}: {unknown}"


def test_published_names_are_referred_to_in_the_page_that_shows_them():
    for name in NOTEBOOKS:
        file = paths.NOTEBOOKS / f"{name}.md"
        text = file.read_text(encoding="utf-8")
        for label in re.findall(r'publish\.(?:table|figure)\("([\w-]+)"', text):
            assert f"{{numref}}`{label}`" in text, f"{file.name}: {label} is never referred to"


def test_later_sources_stay_on_pages_with_hindsight():
    bib = (paths.BOOK / "bib" / "institutions.bib").read_text(encoding="utf-8")
    entries = re.findall(r"@\w+\{(\w+),.*?year = \{(\d{4})\}", bib, re.S)
    # Slides of 2014 that give dates of 2010, known to the parties then; the page says so.
    later = {key for key, year in entries if int(year) > 2012} - {"vincenti2010lcs1"}
    assert "proatec2019lcs2" in later
    for file in [*paths.PROGRAMME.glob("*.yml"), *paths.NOTEBOOKS.glob("*.md")]:
        if not file.name.startswith("hindsight"):
            text = file.read_text(encoding="utf-8")
            assert not [key for key in later if key in text], file.name


def _own_files() -> list[Path]:
    files = [paths.PROGRAMME / f"{name}.yml" for name in FILES]
    return files + [paths.NOTEBOOKS / f"{name}.md" for name in NOTEBOOKS]


# ── experts, money, evidence ──────────────────────────────────────────────────────────────────────


def test_every_expert_day_is_in_the_budget():
    """Cost by result, added up from the file itself, against the lines of the budget."""
    raw = content_of(paths.PROGRAMME / "experts.yml")
    costs = dict.fromkeys(("P", "R1", "R2", "R3"), 0)
    for profile in raw["profiles"]:
        people = raw["parameters"]["states"] if profile["per_state"] else 1
        for result, years in profile["days"].items():
            rate = raw["parameters"]["rates"][profile["category"]]
            costs[result] += people * rate * sum(years.values())
    design = load_design()
    paid = design.budget_lines.groupby("line")["amount"].sum()
    lines = {line.result: line.id for line in design.budget.lines if line.source == "experts"}
    assert {result: paid[lines[result]] for result in costs} == costs


# ── diagrams ──────────────────────────────────────────────────────────────────────────────────────


def all_diagrams():
    actors, links = stakeholders.load_actors(), stakeholders.load_links()
    problems = trees.load_problems()
    columns = [
        (n.result, n.text, [r.text for r in problems.values() if n.id in r.above])
        for n in problems.values()
        if n.level == "cause"
    ]
    yield "tree", diagrams.draw_tree([["top"], ["left", "right"], ["core problem"]], columns)
    yield "map", diagrams.influence_map(actors)
    graph = diagrams.network(links, actors)
    colours = {"funds": "ochre", "coordinates": "blue", "monitors": "orange"}
    yield "network", diagrams.draw_network(graph, colours)
    yield "risks", diagrams.risk_map(risks.load_risks().risks)


def test_diagrams_fit_print_and_phone_and_no_words_collide():
    for name, fig in all_diagrams():
        assert fig.get_size_inches()[0] <= 5.6, name
        renderer = fig.canvas.get_renderer()
        texts = [t for ax in fig.axes for t in ax.texts if t.get_text().strip()]
        assert min(t.get_fontsize() for t in texts) >= 8.5, name
        boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in texts]
        for (one, a), (other, b) in itertools.combinations(boxes, 2):
            wide = min(a.x1, b.x1) - max(a.x0, b.x0)
            high = min(a.y1, b.y1) - max(a.y0, b.y0)
            assert not (wide > 2 and high > 4), f"{name}: '{one}' covers '{other}'"
        frame = fig.bbox
        for text, extent in boxes:
            assert extent.x0 >= frame.x0 - 2 and extent.x1 <= frame.x1 + 2, f"{name}: {text}"


def test_every_actor_stands_once_on_the_map():
    actors = stakeholders.load_actors()
    words = [t.get_text() for t in diagrams.influence_map(actors).axes[0].texts]
    assert all(words.count(actor.short) == 1 for actor in actors.values())


def test_betweenness_of_a_chain():
    actors = stakeholders.load_actors()
    link = {"kind": "funds", "what": "money", "basis": "assessment"}
    chain = [
        stakeholders.Link(source="shcp", target="state_finance", **link),
        stakeholders.Link(source="state_finance", target="municipalities", **link),
    ]
    table = diagrams.network_table(diagrams.network(chain, actors))
    assert table.loc["Finance & plan.", "Lies between (%)"] == 100
    assert table.loc["SHCP"].tolist() == [1, 0, 0]


def test_betweenness_agrees_with_counting_paths():
    graph = diagrams.network(stakeholders.load_links(), stakeholders.load_actors())
    plain = nx.Graph(graph.to_undirected())
    node = "state_finance"
    others = [n for n in plain if n != node]
    total = 0.0
    for a, b in itertools.combinations(others, 2):
        if nx.has_path(plain, a, b):
            ways = list(nx.all_shortest_paths(plain, a, b))
            total += sum(node in way for way in ways) / len(ways)
    share = 100 * total / (len(others) * (len(others) - 1) / 2)
    table = diagrams.network_table(graph)
    assert table.loc["Finance & plan.", "Lies between (%)"] == pytest.approx(share)


# ── what is wrong is named ────────────────────────────────────────────────────────────────────────


def first(rows: list[dict], **match: object) -> dict:
    return next(row for row in rows if all(row.get(key) == value for key, value in match.items()))


def edit_actor(**values: object):
    return lambda raw: first(raw["actors"], id="amexcid").update(values)


BREAKS = {
    "influence out of range": (
        "actors", edit_actor(influence=6), stakeholders.load_actors, ["amexcid", "influence"]),
    "missing legal basis": (
        "actors", edit_actor(legal=[]), stakeholders.load_actors, ["amexcid", "legal basis"]),
    "unknown law": (
        "actors", edit_actor(legal=["mexico1999none 1"]), stakeholders.load_actors,
        ["amexcid", "mexico1999none", "legal.bib"]),
    "article that nobody read": (
        "actors", edit_actor(legal=["mexico2011lcid 99"]), stakeholders.load_actors,
        ["amexcid", "article 99"]),
    "misspelt key": (
        "actors", edit_actor(intrest="x"), stakeholders.load_actors, ["amexcid", "intrest"]),
    "actor twice": (
        "actors", lambda raw: raw["actors"].append(dict(raw["actors"][0])),
        stakeholders.load_actors, ["amexcid", "twice"]),
    "unknown actor in the matrix": (
        "competences", lambda raw: raw["competences"][0]["funds"]["actors"].append("nobody"),
        stakeholders.load_competences, ["social_development-federal", "nobody"]),
    "level missing in the matrix": (
        "competences", lambda raw: raw["competences"].pop(), stakeholders.load_competences,
        ["cooperation", "municipal"]),
    "link to nobody": (
        "links", lambda raw: raw["links"][0].update(target="nobody"), stakeholders.load_links,
        ["nobody"]),
    "link without law": (
        "links", lambda raw: raw["links"][0].pop("legal"), stakeholders.load_links,
        ["legal basis"]),
    "donor field left out": (
        "donors", lambda raw: raw["donors"][0]["fields"].pop("justice"),
        stakeholders.load_donors, ["eu", "justice"]),
    "federal body among state institutions": (
        "state_institutions", lambda raw: raw["institutions"][0].update(actor="shcp"),
        state_institutions.load_institutions, ["shcp"]),
    "tree in a circle": (
        "problem_tree", lambda raw: first(raw["nodes"], id="E0").update(leads_to="C"),
        trees.load_problems, ["circle"]),
    "two cores": (
        "problem_tree", lambda raw: first(raw["nodes"], id="E1").update(level="core"),
        trees.load_problems, ["one core"]),
    "problem on nothing": (
        "problem_tree", lambda raw: first(raw["nodes"], id="D11").pop("evidence_gap"),
        trees.load_problems, ["D11", "evidence"]),
    "activity in the wrong branch": (
        "objective_tree", lambda raw: first(raw["nodes"], id="M11").update(activities=["A3.1"]),
        trees.load_goals, ["M11", "A3.1", "R3"]),
    "activity nowhere in the tree": (
        "objective_tree", lambda raw: first(raw["nodes"], id="M15").update(activities=["A1.6"]),
        trees.load_goals, ["A1.7"]),
    "weights off": (
        "strategy", lambda raw: raw["criteria"][0].update(weight=0.5), choices.load_strategy,
        ["weights", "1.25"]),
    "second best recommended": (
        "strategy", lambda raw: raw.update(recommended="states_only"), choices.load_strategy,
        ["states_only", "linked"]),
    "score missing": (
        "strategy", lambda raw: raw["options"][0]["scores"].pop("mandate"),
        choices.load_strategy, ["linked", "mandate"]),
    "expert with zero days": (
        "experts", lambda raw: first(raw["profiles"], id="EX08").update(days={"R1": {1: 0}}),
        programme_experts.load_experts, ["EX08", "no working day"]),
    "expert beyond full time": (
        "experts", lambda raw: first(raw["profiles"], id="EX02")["days"]["R1"].update({1: 400}),
        programme_experts.load_experts, ["EX02", "full time"]),
    "days for an unknown result": (
        "experts", lambda raw: first(raw["profiles"], id="EX08").update(days={"R9": {1: 5}}),
        programme_experts.load_experts, ["EX08", "R9"]),
    "unknown rate": (
        "experts", lambda raw: first(raw["profiles"], id="EX08").update(category="guru"),
        programme_experts.load_experts, ["EX08", "guru"]),
    "unknown member of a body": (
        "technical_assistance", lambda raw: raw["bodies"][0]["members"].append("nobody"),
        assistance.load_assistance, ["steering", "nobody"]),
    "set-up without days": (
        "technical_assistance", lambda raw: raw["setup_days"].pop("on_demand"),
        assistance.load_assistance, ["on_demand"]),
    "action in the wrong result": (
        "civil_society", lambda raw: raw["actions"][0].update(result="R1"),
        civil_society.load_civil_society, ["CS01", "R3"]),
    "line spent twice": (
        "civil_society", lambda raw: raw["actions"][0].update(budget={"E30": 90}),
        civil_society.load_civil_society, ["E30", "130"]),
    "line of another activity": (
        "civil_society", lambda raw: raw["actions"][0].update(budget={"E34": 1}),
        civil_society.load_civil_society, ["CS01", "E34"]),
    "more days than planned": (
        "civil_society", lambda raw: raw["actions"][0].update(days={"EX15": 9999}),
        civil_society.load_civil_society, ["CS01", "EX15"]),
    "unknown indicator of an action": (
        "civil_society", lambda raw: raw["actions"][0].update(indicator="R3-99"),
        civil_society.load_civil_society, ["CS01", "R3-99"]),
    "theme silent on a result": (
        "cross_cutting", lambda raw: raw["themes"][0]["results"].pop("R2"),
        cross_cutting.load_themes, ["gender", "R2"]),
    "indicator touched by no theme": (
        "cross_cutting",
        lambda raw: [t["results"]["R3"].update(indicators=["R3-2"]) for t in raw["themes"]],
        cross_cutting.load_themes, ["R3-1"]),
    "assumption without risk": (
        "risks", lambda raw: first(raw["risks"], id="RK09").update(assumptions=["AS08"]),
        risks.load_risks, ["AS09"]),
    "unknown owner": (
        "risks", lambda raw: first(raw["risks"], id="RK09").update(owner="nobody"),
        risks.load_risks, ["RK09", "nobody"]),
    "lesson from the future": (
        "lessons", lambda raw: raw["lessons"][0].update(known_by="2013-11-19"),
        lessons.load_lessons, ["LE01", "2013-11-19", "hindsight"]),
    "lesson that leads nowhere": (
        "lessons", lambda raw: raw["lessons"][0].update(design=["RK99"]),
        lessons.load_lessons, ["LE01", "RK99"]),
    "check that does not exist": (
        "quality_plan", lambda raw: raw["steps"][0].update(evidence=["make nothing"]),
        quality_plan.load_quality, ["QS01", "make nothing"]),
    "automatic step without a check": (
        "quality_plan", lambda raw: raw["steps"][0].update(evidence=[]),
        quality_plan.load_quality, ["QS01"]),
}  # fmt: skip


@pytest.mark.sampled(15)
@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_names_file_entry_and_cure(name, tmp_path):
    file, change, loader, words = BREAKS[name]
    folder = spoilt(copied(tmp_path), file, change)
    with pytest.raises(DataError) as caught:
        loader(folder)
    message = str(caught.value)
    assert f"{file}.yml" in message and "Cure:" in message, message
    for word in words:
        assert word in message, message


def test_tables_have_no_empty_cells():
    actors = stakeholders.load_actors()
    tables = [
        stakeholders.competence_table(stakeholders.load_competences(), "health"),
        stakeholders.donor_table(stakeholders.load_donors(), actors),
        risks.register_table(risks.load_risks()),
        lessons.lesson_table(lessons.load_lessons()),
        cross_cutting.change_table(cross_cutting.load_themes()),
        assistance.body_table(assistance.load_assistance()),
    ]
    for table in tables:
        assert isinstance(table, pd.DataFrame)
        assert (table.astype(str).map(str.strip) != "").to_numpy().all()


def test_numbers_count_each_way_and_name_its_actors():
    actors = stakeholders.load_actors()
    scores = stakeholders.actor_frame(actors)
    facts = stakeholders.numbers(scores).set_index("name")["value"]
    assert facts["stakeholders-number"] == len(actors)
    for key, way in stakeholders.WAYS.items():
        own = scores.loc[scores["way"] == way, "short"].tolist()
        assert facts[f"stakeholders-{key}"] == len(own)
        assert all(name in facts[f"stakeholders-{key}-names"] for name in own)


def test_size_frequency_and_donors_of_the_page():
    actors, matrix = stakeholders.load_actors(), stakeholders.load_competences()
    links, donors = stakeholders.load_links(), stakeholders.load_donors()
    size = stakeholders.size(matrix, links, donors, laws=7)
    assert size["stakeholders-cells"] == 4 * len(matrix.competences)
    assert size["stakeholders-laws"] == 7
    shown = stakeholders.frequent(stakeholders.role_counts(matrix, actors), 5)
    assert list(shown) == ["Decides", "Funds", "Delivers", "Monitors", "All"]
    assert shown["All"].is_monotonic_decreasing and len(shown) == 5
    active = stakeholders.active_in(donors)
    table = stakeholders.donor_table(donors, actors)
    assert active.tolist() == (table != "–").sum().tolist()
    arranged = stakeholders.arrangement_table(donors, actors)
    assert arranged.index.equals(table.index) and (arranged != "").all().all()


def test_coordination_and_sheets_take_only_what_was_asked_for():
    actors, links = stakeholders.load_actors(), stakeholders.load_links()
    lines = stakeholders.coordination(links, actors)
    assert len(lines) == sum(link.kind == "coordinates" for link in links)
    assert actors[lines["source"].iloc[0]].level == lines["from_level"].iloc[0]
    text = stakeholders.sheets_text(actors, ("donor",))
    assert text.count("### ") == sum(actor.group == "donor" for actor in actors.values())


def test_the_table_of_laws_has_a_row_for_each_act_and_cites_it():
    table = legal.law_table()
    assert len(table) == len(legal.laws()) and (table != "").all().all()
    assert table.index.str.contains(r"\{cite:p\}`\w+`").all()
