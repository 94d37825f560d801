"""The fonts of the paper edition: nine files of installed packages, nothing of the machine.

The folders of the packages hold more: other formats of the same fonts, and one that has a stand-in
for every sign and would hide that a sign is missing. So the files are copied out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

_SANS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_SIGNS = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono")


def font_files() -> list[Path]:
    """Return the font files, from the environment's packages."""
    import font_source_sans_pro
    import matplotlib

    sans = Path(font_source_sans_pro.font_directory)
    signs = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return [*(sans / f"SourceSansPro-{style}.ttf" for style in _SANS),
            *(signs / f"{name}.ttf" for name in _SIGNS)]  # fmt: skip


def copy_fonts(folder: Path) -> Path:
    """Put exactly these files into a folder and return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in font_files():
        shutil.copyfile(file, folder / file.name)
    return folder
