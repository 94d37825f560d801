"""Small tables and catalogues that the tests break on purpose."""

from __future__ import annotations

import gc
import os
from pathlib import Path

# One thread per library, as in the notebooks: set before NumPy is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("MPLBACKEND", "agg")
# Tests side by side may all use the build folder; those of the lock itself take this away.
os.environ["COHESION_LOCK_HELD"] = str(
    (Path(__file__).resolve().parents[1] / os.environ.get("COHESION_BUILD", "_build")).resolve()
)

import pandas as pd  # noqa: E402 - after the limits above
import pytest  # noqa: E402 - after the limits above
from hypothesis import settings  # noqa: E402 - after the limits above

from tests.tools import sampling  # noqa: E402 - after the limits above

# The same examples on every machine, and no test that fails because a machine is busy.
settings.register_profile("sample", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("every", deadline=None, derandomize=True, max_examples=200)


#: Rooms of the chapters: the tables, plans and figures that they read are kept in the process.
_CHAPTERS = tuple(
    f"tests/chapters/{room}" for room in ("correlation", "hindsight", "profiles", "selection")
)
#: Folders whose tests share something dear: kernels, the files to take away, the set book.
_TOGETHER = ("tests/building", "tests/office", "tests/paper", *_CHAPTERS)
#: Files that share what a folder shares.
_WITH = {
    "tests/book/test_reproducible.py": "tests/building",
    "tests/checking/test_sources.py": "tests/building",
}
#: Files whose tests share nothing dear and are many: each goes where there is time.
_SPREAD = ("tests/book/test_every_page.py",)


def pytest_addoption(parser) -> None:
    """Add the choice between a sample and every case (`make test-every`)."""
    parser.addoption(
        "--every", action="store_true", help="every case, where the fast tests take a sample"
    )


def pytest_configure(config) -> None:
    """Choose how many examples hypothesis tries, before any test is imported."""
    # Nothing that is imported goes away: to look for garbage meanwhile is for nothing.
    gc.set_threshold(50_000, 20, 20)
    settings.load_profile("every" if config.getoption("--every") else "sample")


def pytest_collection_modifyitems(config, items) -> None:
    """Of a test that is marked ``sampled(n)`` keep n of its cases, from the first to the last.

    Which ones they are is the same on every machine. A test that is asked for by its name runs.
    """
    if config.getoption("--every") or any("::" in name for name in config.args):
        return
    cases: dict[tuple[str, str], list] = {}
    for item in items:
        mark = item.get_closest_marker("sampled")
        if mark and mark.args:
            cases.setdefault((item.path, item.originalname, mark.args[0]), []).append(item)
    left_out = set()
    for (*_, number), found in cases.items():
        kept = {found[place] for place in sampling.places(len(found), number)}
        left_out |= set(found) - kept
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def every(request) -> bool:
    """Whether every case is tried (``--every``); a test then takes no sample of its own."""
    return request.config.getoption("--every")


def pytest_collection_finish(session) -> None:
    """Look for garbage elsewhere: what was collected and imported stays until the end."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep the tests of a file, or of a folder that shares much, in one process.

    Spread over all of them, each process would build again what they share.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::", 1)[0]
            if file in _SPREAD:
                return nodeid
            folder = file.rpartition("/")[0]
            return folder if folder in _TOGETHER else _WITH.get(file, file)

    return Together(config, log)


@pytest.fixture
def indicators() -> pd.DataFrame:
    return pd.DataFrame(
        {"minimum": [0.0, None], "maximum": [100.0, None]},
        index=pd.Index(["poverty", "population"], name="id"),
    )


@pytest.fixture
def editions() -> pd.DataFrame:
    return pd.DataFrame(
        {"published": pd.to_datetime(["2011-07-29", "2019-08-05"])},
        index=pd.Index(["first", "series"], name="edition"),
    )


@pytest.fixture
def on(monkeypatch):
    """Give the book another day than the mission's, until the test ends."""
    from cohesion.tables import vintage

    settings = vintage.edition_settings()

    def change(day) -> None:
        monkeypatch.setitem(settings, "as_of", day)
        monkeypatch.setitem(settings, "date", day)

    return change


@pytest.fixture
def table() -> bytes:
    """A state table as it should be: 32 states and the nation, one indicator, one year."""
    # Here and not above: this import loads NumPy, which must find the limits on threads set.
    from cohesion.tables.geography import STATE_CODES

    lines = ["state_code,year,indicator,value,edition"]
    lines += [f"{code},2010,poverty,{20 + int(code)},first" for code in ("00", *STATE_CODES)]
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture(scope="session")
def nursery():
    """One parent of warm kernels for all tests; None where kernels cannot be forked."""
    from cohesion.building import environment, kernels

    if not kernels.available():
        yield None
        return
    parent = kernels.Nursery(environment.for_kernels())
    yield parent
    parent.close()


@pytest.fixture(scope="session")
def browser():
    """A Chromium of this machine; without one the test is skipped and says so (not in CI)."""
    from tests.tools import browser as tools

    with tools.started() as found:
        yield found


@pytest.fixture
def score(record_property):
    """Add to the score of a kind of mutants, which is printed when all tests have run."""

    def add(kind: str, tried: int, missed: int) -> None:
        record_property("score", [kind, tried, missed])

    return add


def pytest_terminal_summary(terminalreporter) -> None:
    """Print how many spoilt inputs were tried and caught (see checking/test_spoilt_inputs.py)."""
    totals: dict[str, list[int]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "score":
                    kind, tried, missed = value
                    before = totals.get(kind, [0, 0])
                    totals[kind] = [before[0] + tried, before[1] + missed]
    if totals:
        terminalreporter.section("spoilt inputs")
    for kind, (tried, missed) in sorted(totals.items()):
        terminalreporter.write_line(f"{kind}: {tried} mutants, {tried - missed} caught")
