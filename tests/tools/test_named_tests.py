"""Each module has a test of its name: ``cohesion/a/b.py`` is tested by ``tests/a/test_b.py``.

Modules without one stand in ``modules_without_test.csv`` with what tests them until then. The list
can only become shorter: a new module gets its test, and a module that got one leaves the list.
"""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest

from cohesion import paths

PACKAGE, TESTS = paths.ROOT / "cohesion", paths.ROOT / "tests"
LIST = Path(__file__).with_name("modules_without_test.csv")
#: How many modules may stand in the list: lower it with every test that is written.
AT_MOST = 63


def modules(package: Path = PACKAGE) -> list[str]:
    """Return every module that holds code of its own, as a path without its ending."""
    return sorted(
        file.relative_to(package).with_suffix("").as_posix()
        for file in package.rglob("*.py")
        if file.name != "__init__.py"
    )


def test_of(module: str, tests: Path = TESTS) -> Path:
    """Return where the test of a module stands."""
    path = tests / module
    return path.with_name(f"test_{path.name.strip('_')}.py")


def asserts(file: Path) -> bool:
    """Whether a file holds a test that can fail: an assertion, an expected error, or a helper's."""
    tree = ast.parse(file.read_text("utf-8"))
    tested = [node for node in ast.walk(tree)
              if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]  # fmt: skip
    nodes = [node for test in tested for node in ast.walk(test)]
    raised = any(isinstance(node, ast.Attribute) and node.attr == "raises" for node in nodes)
    called = {node.func.id for node in nodes
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}  # fmt: skip
    helped = any(name.startswith(("assert_", "check")) for name in called)
    return bool(tested) and (raised or helped or any(isinstance(n, ast.Assert) for n in nodes))


def listed() -> dict[str, str]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["module"]: row["tested_by"] for row in csv.DictReader(file)}


test_of.__test__ = False


@pytest.mark.parametrize("module", modules())
def test_a_module_has_a_test_of_its_name(module):
    file = test_of(module)
    if module in listed():
        assert not file.exists(), f"{file.name} is there: take {module} out of {LIST.name}"
        return
    assert file.is_file(), f"write {file.relative_to(paths.ROOT)}"
    assert asserts(file), f"no test in {file.relative_to(paths.ROOT)} can fail"


def test_the_list_only_becomes_shorter():
    found = listed()
    assert len(found) <= AT_MOST, "a new module gets a test, not a row"
    assert len(found) == AT_MOST, f"lower AT_MOST to {len(found)}"
    assert set(found) <= set(modules()), sorted(set(found) - set(modules()))
    assert list(found) == sorted(found)
    for module, tests in found.items():
        for name in tests.split("; "):
            assert (paths.ROOT / name).exists(), f"{module}: there is no {name}"


def test_a_new_module_and_an_empty_test_are_found(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "__init__.py").touch()
    (tmp_path / "a" / "b.py").touch()
    (tmp_path / "__main__.py").touch()
    assert modules(tmp_path) == ["__main__", "a/b"]
    assert test_of("a/b", tmp_path) == tmp_path / "a" / "test_b.py"
    assert test_of("__main__", tmp_path).name == "test_main.py"
    file = tmp_path / "test_x.py"
    for text, good in (
        ("", False),
        ("def test_x():\n    import os\n", False),
        ("def helper():\n    assert True\n", False),
        ("def test_x():\n    assert 1 == 1\n", True),
        ("def test_x():\n    with pytest.raises(E):\n        f()\n", True),
        ("def test_x():\n    assert_equal_to_data(a, b)\n", True),
    ):
        file.write_text(text, "utf-8")
        assert asserts(file) == good, text
