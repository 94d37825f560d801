"""The pages of the thirty-two state sheets."""

from __future__ import annotations

from pathlib import Path

from cohesion import paths
from cohesion.tables.geography import STATE_CODES, state_name

STUB = """\
(state-{code})=
# {name}

```{{published}} state-{code}-summary
```

{{numref}}`fig-state-{code}` places the state and shows four series beside the nation's. \
{{numref}}`tab-state-{code}` gives the key indicators.

```{{published}} fig-state-{code}
```

```{{published}} tab-state-{code}
```

## Municipalities

{{numref}}`tab-state-{code}-poverty` and {{numref}}`tab-state-{code}-homicide` name the \
municipalities where poverty and homicide are most frequent. They are there to say where services \
have most to do. They say nothing about the people who live there.

```{{published}} tab-state-{code}-poverty
```

```{{published}} tab-state-{code}-homicide
```

## Data notes

```{{published}} state-{code}-notes
```

Compare with any other state: {{doc}}`/notebooks/compare-states`. How the sheets are made: \
{{doc}}`/notebooks/state-sheets`.
"""


def stub(code: str) -> str:
    """Return the page of one state: title, anchor and the places of its published results."""
    return STUB.format(code=code, name=state_name(code))


def write_stubs(folder: Path = paths.BOOK / "states") -> list[Path]:
    """Write the pages of all states and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for code in STATE_CODES:
        file = folder / f"state-{code}.md"
        file.write_text(stub(code), encoding="utf-8")
        written.append(file)
    return written
