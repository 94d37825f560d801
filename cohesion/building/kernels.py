"""Kernels that start warm: one process imports the libraries once, kernels are forked from it.

Importing pandas, scipy, statsmodels and matplotlib takes a kernel several seconds, more than most
notebooks compute. Here a parent process imports them (only published libraries, nothing of this
project, so that a change in the project is always seen) and forks for each notebook. A forked
kernel is as separate from the others as a started one. Where the system cannot fork, or with
``COHESION_COLD_KERNELS=1``, ordinary kernels are used; the results are the same.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from cohesion.building import processes
from cohesion.errors import FailedBuildError

#: Imported once in the parent, in this order. Nothing here may start a thread.
LIBRARIES = (
    "pandas", "scipy.stats", "scipy.optimize", "matplotlib.pyplot",
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", "seaborn",
    "statsmodels.api", "statsmodels.formula.api",
    "sklearn.cluster", "sklearn.decomposition", "networkx", "yaml", "pydantic", "geopandas",
    "pandera.pandas", "pyogrio", "lxml.etree", "ipykernel.kernelapp", "ipykernel.ipkernel",
    "ipykernel.zmqshell",
)  # fmt: skip
#: What few notebooks ask for: imported in the parent where many of them run.
RARER = ("libpysal.weights", "esda.moran", "spreg", "linearmodels.panel")
MANY = 10
#: Seconds that the parent has to end by itself.
PATIENCE = 20


def available() -> bool:
    """Whether warm kernels can be used here."""
    return sys.platform == "linux" and os.environ.get("COHESION_COLD_KERNELS") != "1"


class NurseryError(FailedBuildError):
    """The parent of the kernels is gone."""


class Nursery:
    """The parent process: start it once, ask it for kernels, close it.

    Parameters
    ----------
    environment : dict
        The variables of its process; each kernel has its own.
    notebooks : int
        About how many it will serve: of many some ask for the rarer libraries.
    """

    def __init__(self, environment: dict[str, str], notebooks: int = 1) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cohesion.building.kernels", str(notebooks)],
            env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            preexec_fn=processes.at_start(),
        )  # fmt: skip
        self._lock = threading.Lock()

    def fork(self, command: list[str], environment: dict[str, str], folder: str) -> ForkedKernel:
        """Return a new kernel process that runs ``ipykernel`` with the command's arguments."""
        request = {"arguments": command[command.index("-m") + 2 :], "env": environment,
                   "cwd": folder}  # fmt: skip
        answer = ""
        with self._lock, contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise NurseryError(
                "the parent of the kernels ended. Cure: run again with COHESION_COLD_KERNELS=1."
            )
        return ForkedKernel(int(answer))

    def close(self) -> None:
        """End the parent; kernels that still run are not touched."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            # It has nothing left to do: a busy machine is no reason to lose what was run.
            self._process.kill()
            self._process.wait()


class ForkedKernel:
    """What the kernel manager needs of a process it did not start itself."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return None while the process lives."""
        if self.returncode is None:
            try:
                os.kill(self.pid, 0)
            except ProcessLookupError:
                self.returncode = 0
        return self.returncode

    def wait(self) -> int:
        """Wait until the process has ended."""
        while self.poll() is None:
            time.sleep(0.02)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


class _WarmProvisioner(LocalProvisioner):
    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        environment = kwargs.get("env") or dict(os.environ)
        folder = kwargs.get("cwd") or Path.cwd()
        self.process = self.nursery.fork(cmd, environment, str(folder))
        self.pid = self.pgid = self.process.pid
        return self.connection_info


def manager_class(nursery: Nursery) -> type[AsyncKernelManager]:
    """Return a kernel manager whose kernels are forked from ``nursery``."""

    class WarmKernelManager(AsyncKernelManager):
        async def _async_pre_start_kernel(self, **kwargs: Any) -> tuple[list[str], dict]:
            self.kernel_id = self.kernel_id or f"warm-{id(self):x}"
            if self.provisioner is None:
                self.provisioner = _WarmProvisioner(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
                self.provisioner.nursery = nursery
            return await super()._async_pre_start_kernel(**kwargs)

        pre_start_kernel = _async_pre_start_kernel

    return WarmKernelManager


def _serve(notebooks: int) -> None:
    """Import the libraries, then fork one kernel per line of standard input."""
    import importlib

    for name in (*LIBRARIES, *(RARER if notebooks >= MANY else ())):
        importlib.import_module(name)
    # What every kernel shares is looked through for garbage in none of them, the rest less often.
    gc.freeze()
    gc.set_threshold(50_000, 5, 4)
    # Ended kernels need no one to collect them; on Ctrl-C the build decides what ends.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become_kernel(json.loads(line))
        print(pid, flush=True)


def _become_kernel(request: dict[str, Any]) -> None:
    """Turn this forked process into the kernel that was asked for; never returns."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(request["env"])
    # A kernel whose parent is gone, because the build was killed, ends with it.
    processes.end_with_parent()
    parent = os.getppid()
    os.environ["JPY_PARENT_PID"] = str(parent)
    time.tzset()
    os.chdir(request["cwd"])
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.argv = ["ipykernel_launcher", *request["arguments"]]
    # The kernel sees the project's own modules as any other kernel does: imported when asked for.
    root = request["env"].get("PYTHONPATH")
    if root and root not in sys.path:
        sys.path.insert(0, root)
    for name in [name for name in sys.modules if name.split(".")[0] == "cohesion"]:
        del sys.modules[name]
    from ipykernel.kernelapp import IPKernelApp

    try:
        # What the class remembers of its parent was read before the fork: it is told again.
        IPKernelApp.launch_instance(argv=request["arguments"], parent_handle=parent)
    finally:
        os._exit(0)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
