"""Write the code cells of every notebook as Python files, so that linters see what they use."""

import sys
from pathlib import Path

from cohesion.building import notebooks

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for old in folder.glob("*.py"):
    old.unlink()
for notebook in notebooks.notebooks_of_book():
    cells = [cell.source for cell in notebook.content.cells if cell.cell_type == "code"]
    name = notebook.name.replace("-", "_")
    (folder / f"{name}.py").write_text("\n\n".join(cells) + "\n", encoding="utf-8")
