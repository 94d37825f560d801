"""Notebooks load, call, show and publish: what they must not hold, measured over all of them.

A person who reviews the analysis reads verbs with their assumptions, not loops. What a notebook
calls either computes or publishes; a function that does both, or that is longer than a screen,
hides a step.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json

from cohesion import paths
from cohesion.building import notebooks
from tests.tools.each import each

#: At most so many lines of code for each published result, without what is imported.
LINES_A_RESULT = 3
#: At most so many lines of a function that a notebook calls, without its docstring.
LONGEST = 40
#: A loop, a condition, a definition: what belongs into a tested function. What makes a list of
#: names for a call (a comprehension) is no step of its own.
STEPS = (
    ast.For, ast.While, ast.If, ast.IfExp, ast.With, ast.Try, ast.FunctionDef, ast.Lambda,
    ast.ClassDef,
)  # fmt: skip
#: What draws: libraries, and axes under the names that they usually have.
DRAWING = {"matplotlib", "seaborn", "plt", "sns", "ax", "axes", "new_figure"}
#: What is longer still.
LONGER: set[str] = set()
NOTEBOOKS = {notebook.name: notebook for notebook in notebooks.notebooks_of_book()}
NAMES = sorted(NOTEBOOKS)


@functools.cache
def code(name: str) -> str:
    cells = NOTEBOOKS[name].content.cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def lines(source: str) -> int:
    """Return how many lines of code there are, imports, comments and blank lines apart."""
    imports = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for line in range(node.lineno, node.end_lineno + 1)
    }
    return sum(
        bool(text.strip()) and not text.strip().startswith("#") and place not in imports
        for place, text in enumerate(source.splitlines(), start=1)
    )


def steps(source: str) -> list[str]:
    """Return the first line of every loop, condition and definition."""
    tree = ast.parse(source)
    return [ast.unparse(node).splitlines()[0] for node in ast.walk(tree) if isinstance(node, STEPS)]


def drawing(source: str) -> set[str]:
    """Return the names of libraries and axes that a notebook draws with."""
    used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    return used & DRAWING


def called(source: str) -> dict[str, object]:
    """Return the functions of this package that a notebook calls, by the name it calls them."""
    tree, known, found = ast.parse(source), {}, {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cohesion"):
            module = importlib.import_module(node.module)
            for name in node.names:
                inside = getattr(module, name.name, None)
                if inside is None:
                    inside = importlib.import_module(f"{node.module}.{name.name}")
                known[name.asname or name.name] = inside
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            made = known.get(node.func.id) if isinstance(node.func, ast.Name) else None
            if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                made = getattr(known.get(node.func.value.id), node.func.attr, None)
            if inspect.isfunction(made) and made.__module__.startswith("cohesion."):
                found[f"{made.__module__}.{made.__name__}"] = made
    return found


@functools.cache
def parsed(function: object) -> ast.Module:
    """Return the tree of a function, which takes long to be cut out of its file."""
    return ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))


def length(function: object) -> int:
    """Return how many lines a function has, its docstring and signature apart."""
    (tree,) = parsed(function).body
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def publishes(function: object) -> bool:
    """Whether a function calls ``publish`` itself."""
    nodes = ast.walk(parsed(function))
    return any(isinstance(node, ast.Name) and node.id == "publish" for node in nodes)


@each(NAMES)
def test_a_notebook_holds_no_loop_no_condition_and_no_drawing(name):
    assert steps(code(name)) == []
    assert drawing(code(name)) == set()


@each(NAMES)
def test_a_result_takes_three_lines_at_most(name):
    published = json.loads((paths.GOLDEN / f"{name}.json").read_text("utf-8"))
    kinds = ("facts", "tables", "figures", "prose", "claims")
    results = sum(len(published.get(kind, {})) for kind in kinds)
    assert lines(code(name)) <= LINES_A_RESULT * results


def test_what_a_notebook_calls_publishes_nothing_and_fits_a_screen():
    functions = {
        key: made
        for name in NAMES
        for key, made in called(code(name)).items()
        if not key.startswith("cohesion.publishing.")
    }
    assert len(functions) > 300
    assert sorted(key for key, made in functions.items() if publishes(made)) == []
    longer = {key.removeprefix("cohesion.") for key, made in functions.items()
              if length(made) > LONGEST}  # fmt: skip
    # Most of these are lists of claims. None may be added; take out what was shortened.
    assert longer == LONGER


def test_what_is_measured_is_seen():
    source = (
        "from cohesion import formats\nfor x in y:\n    publish.fact(x)\n# a word\n\nax.plot(1)"
    )
    assert (lines(source), steps(source), drawing(source)) == (3, ["for x in y:"], {"ax"})
    assert list(called("from cohesion.formats import number\nnumber(1)")) == [
        "cohesion.formats.number"
    ]
    assert length(steps) == 2 and not publishes(steps)
