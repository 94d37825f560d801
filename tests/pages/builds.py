"""As much of Sphinx as the end of a build needs."""

from __future__ import annotations


class FakeApp:
    """An application of one builder and one folder of pages."""

    def __init__(self, out, builder="html"):
        self.outdir, self.statuscode = str(out), 0
        self.builder = type("Builder", (), {"name": builder})()
