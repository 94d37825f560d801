"""The pages of the thirty-two state sheets, and those of the proposed states.

The profile of the first proposed state is written by hand: what is said of it is said of the
others, under the numbers of their places.
"""

from __future__ import annotations

import re
from pathlib import Path

from cohesion import paths
from cohesion.tables.geography import STATE_CODES, state_name

#: Pages of the proposed states, in the order of their places.
PROFILES = ("profile-first", "profile-second", "profile-third", "profile-fourth")
#: Where a text names the first place; what it names is named alike for every other place.
_FIRST = re.compile(r"\b(profile|selection-state)-1\b")
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


def of_place(text: str, place: int) -> str:
    """Return a text on the first proposed state as it is said of the one in another place.

    >>> of_place("{fact}`profile-1-name`: {numref}`tab-profile-1`", 3)
    '{fact}`profile-3-name`: {numref}`tab-profile-3`'
    """
    return _FIRST.sub(rf"\g<1>-{place}", text)


def write_profiles(folder: Path = paths.NOTEBOOKS) -> list[Path]:
    """Write the profiles of all proposed states but the first from that of the first."""
    first, *others = [folder / f"{name}.md" for name in PROFILES]
    text = first.read_text(encoding="utf-8")
    for place, file in enumerate(others, start=2):
        file.write_text(of_place(text, place), encoding="utf-8")
    return others
