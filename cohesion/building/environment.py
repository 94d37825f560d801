"""The environment that results rest on: the lock, the installed packages, Python itself.

Nothing of the person who builds reaches a result: their settings of plotting, IPython, Jupyter,
locale and time zone are replaced in every kernel by the project's.
"""

from __future__ import annotations

import functools
import importlib.metadata
import os
import sys
from pathlib import Path

from cohesion import paths
from cohesion.files import hashes
from cohesion.tables import vintage

LOCK = paths.ROOT / "requirements.txt"


def alike(flags: Path = Path("/proc/cpuinfo")) -> dict[str, str]:
    """Return what lets the linear algebra add in one order on every processor of today's kind.

    Its library chooses routines and blocks by the processor and its cache, and they differ in the
    last digits; an optimiser makes more of that. The routines chosen here need AVX2 and FMA;
    without them, or where nothing tells, the library chooses as it will.
    """
    try:
        found = set(flags.read_text(encoding="utf-8", errors="replace").split())
    except OSError:
        return {}
    chosen = {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_L2_SIZE": "512"}
    return chosen if {"avx2", "fma"} <= found else {}


#: The same threads, hash seed, locale and clock in every kernel, whoever runs it and where.
KERNEL_ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "MATPLOTLIBRC": os.devnull,
    "SOURCE_DATE_EPOCH": str(vintage.source_date_epoch()),
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "PYTHONPATH": str(paths.ROOT),
    "PYTHONNOUSERSITE": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    # Profiles, start-up scripts and kernel descriptions of the user's home are not read.
    "IPYTHONDIR": str(paths.BUILD / "ipython"),
    "JUPYTER_CONFIG_DIR": str(paths.BUILD / "jupyter"),
    "JUPYTER_DATA_DIR": str(paths.BUILD / "jupyter"),
    "JUPYTER_PREFER_ENV_PATH": "1",
    **alike(),
}
#: What a person may have set that no kernel shall see.
_PERSONAL = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "PYTHONINSPECT", "COLUMNS")
#: How libraries of arithmetic are tuned moves the last digits: the project alone decides.
_TUNING = ("OPENBLAS_", "MKL_", "OMP_", "BLIS_", "NPY_", "GOTO_")


def for_kernels(**more: str) -> dict[str, str]:
    """Return the environment of a kernel: this process's, less what is personal, plus ``more``."""
    inherited = {
        key: value
        for key, value in os.environ.items()
        if key not in _PERSONAL and not key.startswith(_TUNING)
    }
    inherited.pop("COHESION_PAGES_ONLY", None)
    return {**inherited, **KERNEL_ENVIRONMENT, **more}


@functools.cache
def fingerprint() -> str:
    """Return one hash of the lock, Python's version and the versions that are installed."""
    # Each description is read once: there are hundreds, and every look at one reads it again.
    described = (found.metadata for found in importlib.metadata.distributions())
    installed = sorted(f"{found['Name']}=={found['Version']}" for found in described)
    parts = [hashes.file_hash(Path(LOCK)), sys.version, *installed]
    return hashes.sha256("\n".join(parts).encode("utf-8"))
