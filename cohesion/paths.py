"""Every path of the project, once."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
CATALOGUE = DATA / "catalogue"
PROGRAMME = DATA / "programme"
GEO = DATA / "geo"
NOTEBOOKS = ROOT / "notebooks"
BOOK = ROOT / "book"
#: The po files of the Spanish documents.
LOCALE = BOOK / "locale" / "es" / "LC_MESSAGES"
#: Generated things go here and nowhere else (a second build beside the first names another).
BUILD = ROOT / os.environ.get("COHESION_BUILD", "_build")
RESULTS = BUILD / "results"
HTML = BUILD / "html"
PDF = BUILD / "pdf"
DELIVERABLES = BUILD / "deliverables"
GOLDEN = ROOT / "tests" / "golden"

#: The official files, needed only to rebuild or to audit ``data/``; the book builds without them.
SOURCES = Path(os.environ.get("SOURCES", ROOT.parent / "shared" / "sources"))
