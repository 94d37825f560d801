"""What a person has set reaches no kernel; what is installed decides whether results stand."""

from __future__ import annotations

import importlib.metadata
import os

import pytest

from cohesion import paths
from cohesion.building import environment
from cohesion.tables import vintage


def test_personal_settings_do_not_reach_a_kernel(monkeypatch):
    monkeypatch.setenv("MATPLOTLIBRC", "/users/somebody/matplotlibrc")
    monkeypatch.setenv("IPYTHONDIR", "/users/somebody/.ipython")
    monkeypatch.setenv("PYTHONSTARTUP", "/users/somebody/start.py")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_VERBOSE", "NPY_DISABLE_CPU_FEATURES", "MKL_CBWR"):
        monkeypatch.setenv(name, "somebody")
    found = environment.for_kernels(COHESION_NOTEBOOK="probe")
    assert "somebody" not in " ".join(found.values()).replace(os.environ.get("HOME", "-"), "")
    assert found["LC_ALL"] == "C.UTF-8" and found["TZ"] == "UTC"
    assert "PYTHONSTARTUP" not in found and found["COHESION_NOTEBOOK"] == "probe"


def test_the_clock_of_a_build_is_the_day_of_the_book():
    epoch = int(environment.KERNEL_ENVIRONMENT["SOURCE_DATE_EPOCH"])
    assert epoch % 86400 == 0
    assert epoch // 86400 == (vintage.as_of() - type(vintage.as_of())(1970, 1, 1)).days


def test_another_version_of_a_package_is_another_environment(monkeypatch):
    environment.fingerprint.cache_clear()
    before = environment.fingerprint()
    true = list(importlib.metadata.distributions())

    class Older:
        metadata = {"Name": true[0].name, "Version": "0.0.1"}

    monkeypatch.setattr(importlib.metadata, "distributions", lambda: [Older, *true[1:]])
    environment.fingerprint.cache_clear()
    assert environment.fingerprint() != before
    monkeypatch.undo()
    environment.fingerprint.cache_clear()
    assert environment.fingerprint() == before
    assert paths.ROOT / "requirements.txt" == environment.LOCK


@pytest.mark.parametrize(
    ("flags", "chosen"),
    [("flags : fpu avx avx2 fma avx512f", "Haswell"), ("flags : fpu avx2", None), ("", None)],
)
def test_linear_algebra_is_the_same_on_every_processor_that_can(flags, chosen, tmp_path):
    file = tmp_path / "cpuinfo"
    file.write_text(flags, "utf-8")
    assert environment.alike(file).get("OPENBLAS_CORETYPE") == chosen
    assert environment.alike(tmp_path / "none") == {}
