"""Running a notebook as a reviewer does: nothing is written, what would move is printed."""

from __future__ import annotations

from collections.abc import Iterable

from cohesion import paths
from cohesion.building import environment, notebooks
from cohesion.building import run as building_run


def run(
    name: str, edits: Iterable[tuple[str, str]] = (), more: dict[str, str] | None = None
) -> list[str]:
    """Run a notebook without publishing and return the lines it printed.

    Parameters
    ----------
    name : str
        File stem of the notebook.
    edits : pairs of str
        Text of the code → what stands in its place, as a reviewer would type it.
    more : dict, optional
        More environment variables, such as ``COHESION_BUILD``.

    Raises
    ------
    ValueError
        A text to be replaced stands in no code cell.
    """
    from nbclient import NotebookClient

    content = notebooks.read_notebook(paths.NOTEBOOKS / f"{name}.md").content
    cells = [cell for cell in content.cells if cell.cell_type == "code"]
    for old, new in edits:
        touched = [cell for cell in cells if old in cell.source]
        if not touched:
            raise ValueError(f"notebooks/{name}.md has no code with '{old}'.")
        for cell in touched:
            cell.source = cell.source.replace(old, new)
    settings = environment.for_kernels(**(more or {}))
    for key in ("COHESION_OUT", "COHESION_NOTEBOOK"):
        settings.pop(key, None)
    NotebookClient(
        content, timeout=building_run.TIMEOUT, kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
    ).execute(env=settings)  # fmt: skip
    printed = [
        output.text for cell in cells for output in cell.outputs
        if output.output_type == "stream" and output.name == "stdout"
    ]  # fmt: skip
    return "".join(printed).splitlines()
