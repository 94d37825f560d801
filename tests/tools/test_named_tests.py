"""Each module has a test of its name: ``cohesion/a/b.py`` is tested by ``tests/a/test_b.py``.

There is no list of exceptions: a new module gets its test with it.
"""

from __future__ import annotations

import ast
from pathlib import Path

from cohesion import paths

PACKAGE, TESTS = paths.ROOT / "cohesion", paths.ROOT / "tests"


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


test_of.__test__ = False


def test_a_module_has_a_test_of_its_name():
    assert len(modules()) > 300
    files = [test_of(module) for module in modules()]
    faults = [f"write {file.relative_to(paths.ROOT)}" for file in files if not file.is_file()]
    faults += [
        f"no test in {file.relative_to(paths.ROOT)} can fail"
        for file in files
        if file.is_file() and not asserts(file)
    ]
    assert not faults


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
