"""Problem tree, objective tree, and choices between options on declared criteria."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pandas as pd
from pydantic import Field, model_validator

from cohesion import paths, phrases
from cohesion.errors import DataError
from cohesion.files.entries import Entry, check_known, check_unique, load
from cohesion.programme.evidence import Evidence
from cohesion.programme.results import load_activities, load_results


class Problem(Entry):
    """A node of the problem tree."""

    id: str
    level: Literal["effect", "core", "cause", "root"]
    text: str = Field(min_length=8, max_length=110)
    explanation: str = Field(min_length=20)
    leads_to: str | tuple[str, ...] = ()
    result: str | None = None
    evidence: tuple[Evidence, ...] = ()
    evidence_gap: str = ""
    chapters: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _rests_on_something(self) -> Problem:
        if not self.evidence and not self.evidence_gap:
            raise ValueError("no evidence: name an indicator or say in 'evidence_gap' why none")
        if self.level in ("cause", "root") and not self.result:
            raise ValueError("a cause belongs to a result: give 'result'")
        return self

    @property
    def above(self) -> tuple[str, ...]:
        """The nodes that this one leads to."""
        return (self.leads_to,) if isinstance(self.leads_to, str) else self.leads_to


class ProblemsFile(Entry):
    """``problem_tree.yml``."""

    nodes: tuple[Problem, ...] = Field(min_length=1)


class Goal(Entry):
    """A node of the objective tree: the mirror of a problem, and the activities that lead there."""

    id: str = Field(pattern=r"^(O[EC]\d?|M\d+)$")
    mirrors: str
    text: str = Field(min_length=8, max_length=110)
    objective: str
    activities: tuple[str, ...] = ()


class GoalsFile(Entry):
    """``objective_tree.yml``."""

    nodes: tuple[Goal, ...] = Field(min_length=1)


def load_problems(folder: Path = paths.PROGRAMME) -> dict[str, Problem]:
    """Return the problem tree by id; it has one core and every node leads up to the top."""
    file = folder / "problem_tree.yml"
    nodes = load(ProblemsFile, "problem_tree.yml", folder).nodes
    check_unique([node.id for node in nodes], file)
    tree = {node.id: node for node in nodes}
    known_results = load_results(folder).ids
    for node in nodes:
        check_known(node.above, tree, file=file, entry=node.id, what="node in 'leads_to'")
        if node.result:
            check_known([node.result], known_results, file=file, entry=node.id, what="result")
        _check_reaches_top(node, tree, file)
        for chapter in node.chapters:
            if not (paths.NOTEBOOKS / f"{chapter}.md").is_file():
                raise DataError(
                    f"entry '{node.id}' names the chapter '{chapter}', which does not exist.",
                    file=file,
                    row=node.id,
                    column="chapters",
                    cure="Use the name of a file of notebooks/ without its ending.",
                )
    tops = [node.id for node in nodes if not node.above]
    if len(tops) != 1:
        raise DataError(
            f"{len(tops)} nodes lead nowhere ({', '.join(tops)}); only the last effect may.",
            file=file,
            row=tops[-1] if tops else "nodes",
            column="leads_to",
            cure="Say what the others lead to.",
        )
    if sum(node.level == "core" for node in nodes) != 1:
        raise DataError(
            "a problem tree has exactly one core problem.",
            file=file,
            column="level",
            cure="Set 'level: core' on one node.",
        )
    return tree


def _check_reaches_top(node: Problem, tree: dict[str, Problem], file: Path) -> None:
    seen, current = {node.id}, node
    while current.above:
        current = tree.get(current.above[0], node)
        if current.id in seen:
            raise DataError(
                f"entry '{node.id}': following 'leads_to' goes round in a circle.",
                file=file,
                row=node.id,
                column="leads_to",
                cure="Let each node lead to one nearer to the effects.",
            )
        seen.add(current.id)


def load_goals(folder: Path = paths.PROGRAMME) -> dict[str, Goal]:
    """Return the objective tree by id.

    Every problem is mirrored once, every root's mirror has activities of its own result, and
    every activity of the programme stands somewhere in the tree.
    """
    file = folder / "objective_tree.yml"
    goals = load(GoalsFile, "objective_tree.yml", folder).nodes
    check_unique([goal.id for goal in goals], file)
    check_unique([goal.mirrors for goal in goals], file)
    problems = load_problems(folder)
    results = load_results(folder)
    activities = {item.id: item.result for item in load_activities(results, folder).activities}
    for goal in goals:
        check_known([goal.mirrors], problems, file=file, entry=goal.id, what="problem")
        check_known([goal.objective], results.ids, file=file, entry=goal.id, what="objective")
        check_known(goal.activities, activities, file=file, entry=goal.id, what="activity")
        _check_result(goal, problems[goal.mirrors], activities, file)
    _check_complete(problems, {goal.mirrors for goal in goals}, "problem has no mirror", file)
    used = {name for goal in goals for name in goal.activities}
    _check_complete(activities, used, "activity stands nowhere in the objective tree", file)
    return {goal.id: goal for goal in goals}


def _check_result(goal: Goal, problem: Problem, activities: dict[str, str], file: Path) -> None:
    wrong = [name for name in goal.activities if activities[name] != goal.objective]
    if problem.level == "root" and not goal.activities:
        trouble = "no activity leads to it"
    elif wrong:
        trouble = f"activity {wrong[0]} belongs to {activities[wrong[0]]}, not {goal.objective}"
    elif problem.result and problem.result != goal.objective:
        trouble = f"it mirrors a problem of {problem.result} but serves {goal.objective}"
    else:
        return
    raise DataError(
        f"entry '{goal.id}': {trouble}.",
        file=file,
        row=goal.id,
        cure="Correct 'objective' or 'activities' of the entry.",
    )


def _check_complete(expected: object, present: set[str], trouble: str, file: Path) -> None:
    for name in expected:
        if name not in present:
            raise DataError(
                f"'{name}': this {trouble}.",
                file=file,
                row=name,
                cure="Add it to the objective tree, or take it out of the other file.",
            )


#: The parts of a drawn tree: rows from the top to the core, and (result, cause, roots) by column.
Layout = tuple[list[list[str]], list[tuple[str, str, list[str]]]]


def layout(problems: dict[str, Problem], goals: dict[str, Goal] | None = None) -> Layout:
    """Return what :func:`cohesion.programme.diagrams.draw_tree` draws.

    Parameters
    ----------
    goals : dict, optional
        The objective tree; its texts then stand in the places of the problems that they mirror.
    """
    texts = {node.id: node.text for node in problems.values()}
    if goals is not None:
        texts = {goal.mirrors: goal.text for goal in goals.values()}
    of_level = {
        level: [node for node in problems.values() if node.level == level]
        for level in ("effect", "core", "cause", "root")
    }
    last = [node for node in of_level["effect"] if not node.above]
    others = [node for node in of_level["effect"] if node.above]
    top = [[texts[node.id] for node in row] for row in (last, others, of_level["core"])]
    columns = [
        (cause.result or "", texts[cause.id],
         [texts[root.id] for root in of_level["root"] if cause.id in root.above])
        for cause in of_level["cause"]
    ]  # fmt: skip
    return top, columns


def evidence_of(problems: dict[str, Problem]) -> list[Evidence]:
    """Return the figures that the nodes rest on, in the order of the tree."""
    return [item for node in problems.values() for item in node.evidence]


def numbers(problems: dict[str, Problem]) -> dict[str, str | int]:
    """Return what the page says of the tree, by the name of its fact; roots in words."""
    roots = [node.result for node in problems.values() if node.level == "root"]
    return {
        "problems-number": len(problems),
        "problems-without-figure": sum(not node.evidence for node in problems.values()),
        **{f"problems-roots-{name.lower()}": phrases.word(roots.count(name))
           for name in dict.fromkeys(roots) if name},
    }  # fmt: skip


def node_table(problems: dict[str, Problem]) -> pd.DataFrame:
    """Return each node with its result, its explanation and what it rests on."""
    return pd.DataFrame(
        {
            "Result": [node.result or "–" for node in problems.values()],
            "Explanation": [node.explanation for node in problems.values()],
            "Rests on": [
                "; ".join(f"{item.label}, {item.year}" for item in node.evidence)
                or node.evidence_gap
                for node in problems.values()
            ],
        },
        index=pd.Index([f"{node.id} {node.text}" for node in problems.values()], name="Node"),
    )


def goal_table(problems: dict[str, Problem], goals: dict[str, Goal]) -> pd.DataFrame:
    """Return each objective that activities lead to, with the problem that it turns round."""
    shown = [goal for goal in goals.values() if goal.activities]
    return pd.DataFrame(
        {
            "Result": [goal.objective for goal in shown],
            "Turns round": [problems[goal.mirrors].text for goal in shown],
            "Activities": [", ".join(goal.activities) for goal in shown],
        },
        index=pd.Index([goal.text for goal in shown], name="Objective"),
    )
