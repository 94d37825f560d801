"""The note of a build's configuration is the same in every folder, and changes with a setting."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.builders.html import BuildInfo

from cohesion.pages import portable

HTML = frozenset({"html"})
FOLDERS = st.lists(st.text("abcé #%()", min_size=1, max_size=8), min_size=1, max_size=4).map(
    lambda parts: Path("/", *(part.strip() or "x" for part in parts), "project")
)


class Config:
    """As much of Sphinx's configuration as the note reads."""

    def __init__(self, values: dict) -> None:
        self.values = values

    def filter(self, rebuild):
        assert rebuild == HTML
        return [SimpleNamespace(name=name, value=value) for name, value in self.values.items()]


def note(place: Path, environment: str = ".venv", **more) -> str:
    prefix = place / environment
    values = {
        "html_static_path": ["book/static", f"{prefix}/lib/extension/_static"],
        "templates_path": (f"{prefix}/lib/theme", str(place / "book" / "templates")),
        "html_context": {"logo": place / "book" / "logo.svg", "deep": [{"a": {f"{place}/b"}}]},
        "html_title": "A title",
        **more,
    }
    config = portable.PortableConfig(Config(values), prefix, place)
    return BuildInfo(config, None, HTML).config_hash


@given(FOLDERS, FOLDERS)
def test_the_folder_leaves_no_trace(one, other):
    assert note(one) == note(other)


def test_an_environment_outside_the_project_leaves_none_either(tmp_path):
    assert note(tmp_path / "a", "../env") == note(tmp_path / "b", "../env") == note(Path("/c"))


@pytest.mark.parametrize(
    "more",
    [{"html_title": "Another"}, {"html_static_path": ["book/static"]}, {"html_context": {}}],
)
def test_a_setting_changes_the_note(more, tmp_path):
    assert note(tmp_path) != note(tmp_path, **more)


LEAVES = st.none() | st.integers() | st.text("ab/", max_size=6)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner)))
def test_values_without_a_folder_stay_as_they_are(value):
    assert portable.without_folders(value, [("/users/elsewhere", "(project)")]) == value
