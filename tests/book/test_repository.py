"""The repository itself: lock, workflows, commands, terms, and nothing of one person's machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import cohesion
from cohesion import paths
from cohesion.building import notebooks
from cohesion.tables import terms
from tests.tools import search

ROOT = paths.ROOT
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.txt").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

TOP_LEVEL = {
    ".binder", ".ci", ".github", ".gitattributes", ".gitignore", "CHANGELOG.md", "CITATION.cff",
    "CONTRIBUTING.md", "DATA-TERMS.md", "LICENSE", "Makefile", "README.md", "_config.yml",
    "_toc.yml", "benchmarks", "book", "cohesion", "data", "index.md", "jupytext.toml", "notebooks",
    "pyproject.toml", "requirements.txt", "tests",
}  # fmt: skip

#: Words before a secret that somebody wrote into a file.
_SET = rb"\s*[:=]\s*['\"][^'\"]{6,}"
TRACES = search.SECRETS | {
    **{word: re.compile(word + _SET) for name in (b"password", b"passwd", b"api_key", b"secret_key")
       for word in (name, name.upper(), name.title())},
    **{path: re.compile(rb"(?<![\w.)}-])" + path + rb"\w")
       for path in (b"/home/", b"/Users/", b"/root/", b"/work/", b"/workspace/", b"/mnt/", b"/opt/",
                    b"/srv/")},
    b":\\": re.compile(rb"(?<=[A-Z]):\\Users"),
}  # fmt: skip


def tracked() -> list[Path]:
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git working copy")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def targets() -> set[str]:
    return set(re.search(r"^\.PHONY:(.*)$", MAKEFILE, re.MULTILINE)[1].split())


# ── what is in the repository ────────────────────────────────────────────────────────────────────


def test_the_top_level_holds_what_the_readme_lists():
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= TOP_LEVEL
    for name in ("README.md", "LICENSE", "DATA-TERMS.md", "CITATION.cff", "CHANGELOG.md"):
        assert (ROOT / name).is_file(), name


def test_the_listing_of_the_package_tells_the_rows_of_the_contract():
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    listing = (ROOT / "cohesion" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", listing, re.MULTILINE)
    told = [set(re.findall(r"`(\w+)(?:\.py|/)`", names)) - {"__main__"} for _, names in rows]
    assert told == [{name.strip() for name in row.split("|")} for row in layers]
    assert [int(number) for number, _ in rows] == list(range(len(layers), 0, -1))


def test_every_text_file_is_utf8_with_plain_line_ends():
    faults = []
    for file in tracked():
        content = file.read_bytes()
        if file.suffix in {".png", ".woff2", ".ico", ".ttf", ".docx", ".xlsx"}:
            continue
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            faults.append(f"{file.name}: not UTF-8")
            continue
        if "\r" in text or text.startswith("\ufeff"):
            faults.append(f"{file.name}: carriage return or byte order mark")
        if text and not text.endswith("\n"):
            faults.append(f"{file.name}: the last line has no end")
    assert not faults


def test_no_secret_and_no_path_of_a_machine_is_in_a_file():
    faults = [
        f"{file.relative_to(ROOT)}: {found[:60]!r}"
        for file in tracked()
        if file.stat().st_size < 5_000_000
        for found in search.found(file.read_bytes(), TRACES)
    ]
    assert not faults


@pytest.mark.parametrize(
    "text",
    [f"a = '/{'home'}/ana/x'", "ghp_" + "a" * 36, f"C:\\{'Users'}\\ana", f"/{'Users'}/ana",
     "API_KEY" + " = 'abcdef'"],
)  # fmt: skip
def test_the_search_for_secrets_and_paths_finds_them(text):
    assert list(search.found(text.encode(), TRACES))
    other = b"https://www.example.org/work/x and ./root/y and a/home/b"
    assert not list(search.found(other, TRACES))


# ── the lock ─────────────────────────────────────────────────────────────────────────────────────


def locked() -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of every requirement of the lock, by name."""
    found = {}
    for block in re.split(r"\n(?=\S)", LOCK):
        head = re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", block)
        if head:
            found[canonicalize_name(head[1])] = (
                head[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
            )  # fmt: skip
    return found


def test_every_locked_package_has_a_version_and_hashes():
    heads = [line for line in LOCK.splitlines() if line and line[0] not in " #"]
    pinned = locked()
    assert len(pinned) > 100
    assert len({re.split(r"[=\[ ;]", line)[0] for line in heads}) == len(pinned)
    assert all("==" in line for line in heads)
    assert all(hashes for _, hashes in pinned.values())


def test_the_lock_names_no_index_and_no_host():
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", LOCK)


def test_the_lock_satisfies_every_range_of_the_project():
    pinned = locked()
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *extras["test"], *extras["data"]]
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        assert name in pinned, name
        assert requirement.specifier.contains(pinned[name][0], prereleases=True), name


# ── workflows ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_are_pinned_and_may_do_little(file):
    text = file.read_text("utf-8")
    content = yaml.safe_load(text)
    for used in re.findall(r"uses:\s*(\S+)", text):
        assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", used), used
    assert content["permissions"] == {"contents": "read"}
    events = content[True]  # YAML reads the key `on` as true
    assert "pull_request_target" not in events and "workflow_run" not in events
    for name, job in content["jobs"].items():
        assert job["timeout-minutes"] <= 60
        granted = job.get("permissions", {})
        if "write" in granted.values():
            assert set(granted) <= {"pages", "id-token"}, name
            assert "refs/heads/main" in job["if"] and "push" in job["if"]
        for step in job["steps"]:
            # An event's text in a command line would let its author run commands.
            assert "github.event" not in step.get("run", "") and "secrets." not in str(step)
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_all_supported_versions_of_python_are_tried():
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    tried = set(re.findall(r'"(3\.\d+)"', "".join(f.read_text("utf-8") for f in WORKFLOWS)))
    assert {"3.11", "3.12", "3.13"} <= tried


# ── commands and papers ──────────────────────────────────────────────────────────────────────────


def test_help_lists_every_command():
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True)
    listed = set(re.findall(r"^  make (\S+) +\S", said.stdout, re.MULTILINE))
    assert listed == targets()
    for target in targets():
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), f"make {target} does nothing"


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "book/check.md"])
def test_papers_name_commands_that_exist(paper):
    text = (ROOT / paper).read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named and named <= targets()


def test_the_check_command_runs_tests_book_and_pdf():
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    lines = [line.strip() for line in script.splitlines()]
    assert {"make test", "make book", "make pdf"} <= set(lines)
    assert lines.index(".ci/browser") < lines.index("CI=1 make test-pages")
    assert "set -euo pipefail" in lines
    for file in (ROOT / ".ci" / "run", ROOT / ".ci" / "browser", ROOT / ".binder" / "postBuild"):
        assert file.stat().st_mode & 0o100, f"{file.name} cannot be run"
    assert "bash .ci/run" in WORKFLOWS[0].read_text("utf-8")


@pytest.mark.parametrize(
    ("programs", "said", "code"),
    [
        (["google-chrome"], "browser: google-chrome", 0),
        (["apt-get", "id", "env"], "installed chromium", 0),
        ([], "no apt-get to install Chromium", 1),
    ],
)
def test_the_check_command_finds_a_browser_or_installs_one(tmp_path, programs, said, code):
    does = {"id": "echo 0", "env": 'shift; exec "$@"',
            "apt-get": 'case "$1" in install) echo "installed ${!#}";; esac'}  # fmt: skip
    for program in programs:
        (tmp_path / program).write_text(f"#!/bin/bash\n{does.get(program, '')}\n", "utf-8")
        (tmp_path / program).chmod(0o755)
    ran = subprocess.run(
        ["/bin/bash", str(ROOT / ".ci" / "browser")], env={"PATH": str(tmp_path)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == code and said in ran.stdout + ran.stderr


def test_binder_installs_the_lock_by_hash():
    script = (ROOT / ".binder" / "postBuild").read_text("utf-8")
    assert "--require-hashes -r requirements.txt" in script
    assert (ROOT / ".binder" / "runtime.txt").read_text("utf-8").strip() == "python-3.11"


def test_version_citation_and_changes_agree():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == PROJECT["project"]["version"] == cohesion.__version__
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {citation['version']} ({citation['date-released']})" in changes


def test_the_terms_of_every_publisher_are_named():
    described = terms.manifests()
    text = terms.FILE.read_text("utf-8")
    assert text == terms.document(described), "run python -m cohesion terms"
    for entry in described:
        assert f"`{entry['name']}`" in text and f"## {entry['publisher']}" in text
        assert entry["licence"] in text
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "MIT License" in licence and "CC BY 4.0" in licence and "DATA-TERMS.md" in licence


# ── notebooks by hand ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["selection", "quality-control"])
def test_a_notebook_saved_from_jupyterlab_is_still_the_same_notebook(name, tmp_path):
    """Jupytext opens and saves it with the project's settings; code and stage stay."""
    import jupytext
    from jupytext.config import load_jupytext_configuration_file

    settings = load_jupytext_configuration_file(str(ROOT / "jupytext.toml"))
    before = notebooks.read_notebook(paths.NOTEBOOKS / f"{name}.md")
    opened = jupytext.read(before.path)
    settings.set_default_format_options({}, read=False)
    saved = tmp_path / f"{name}.md"
    saved.write_text(jupytext.writes(opened, fmt="md:myst", config=settings), "utf-8")
    after = notebooks.read_notebook(saved)
    assert after.stage == before.stage and after.code_hash == before.code_hash
    assert "file_format: mystnb" in saved.read_text("utf-8")
