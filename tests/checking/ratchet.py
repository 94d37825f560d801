"""Numbers that may only fall: concluding sentences without a claim, numbers and captions in code.

``python -m tests.checking.ratchet`` writes what is reached now and refuses to write a rise.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

from cohesion import paths
from cohesion.checking import conclusions, sentences, typed_numbers
from cohesion.files import myst
from cohesion.publishing import bodies

FILE = Path(__file__).with_name("ratchet.json")


def unbound(text: str, file: str = "") -> int:
    """Return how many sentences of a page conclude, are bound to no claim and not excused."""
    said = [sentence for _, sentence in sentences.of_page(text)]
    return len(conclusions.unbound(said, file, conclusions.no_claims()))


def captions_in_code(text: str, _file: str = "") -> int:
    """Return how many results of a notebook have their words in Python and are no family."""
    found = 0
    for block in myst.directives(text, "code-cell"):
        for node in ast.walk(ast.parse("\n".join(line for _, line in block.content))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("publish."):
                has_caption = any(keyword.arg == "caption" for keyword in node.keywords)
                name = node.args[0].value if node.args and isinstance(
                    node.args[0], ast.Constant) else ""  # fmt: skip
                # A name that code makes belongs to a family.
                found += bool(has_caption and name and not bodies.is_generated(name))
    return found


COUNTS = {
    "concluding sentences without a claim": unbound,
    "numbers typed in texts of the code": lambda text, _file="": len(
        typed_numbers.typed_in_code(text)
    ),
    "captions in code": captions_in_code,
}


def now() -> dict[str, dict[str, int]]:
    """Return the numbers of today by kind and page; pages with none are left out."""
    texts = {
        file.relative_to(paths.ROOT).as_posix(): file.read_text(encoding="utf-8")
        for file in typed_numbers.prose_files()
    }
    counted = {kind: {name: count(text, name) for name, text in texts.items()}
               for kind, count in COUNTS.items()}  # fmt: skip
    return {kind: {name: n for name, n in by.items() if n} for kind, by in counted.items()}


def risen(reached: dict[str, dict[str, int]], today: dict[str, dict[str, int]]) -> list[str]:
    """Return a line for every page and kind whose number is higher than what was reached."""
    return [
        f"{name}: {n} {kind}, {reached.get(kind, {}).get(name, 0)} were reached"
        for kind, by in today.items()
        for name, n in by.items()
        if n > reached.get(kind, {}).get(name, 0)
    ]


def main() -> int:
    """Write what is reached; a rise is refused. ``-v PAGE …`` lists the sentences of pages."""
    if sys.argv[1:2] == ["-v"]:
        for name in sys.argv[2:]:
            text = (paths.ROOT / name).read_text("utf-8")
            for line, sentence in sentences.of_page(text):
                for free in conclusions.unbound([sentence], name, conclusions.no_claims()):
                    print(f"{name}:{line}: {free}")
        return 0
    today = now()
    worse = risen(json.loads(FILE.read_text("utf-8")), today) if FILE.is_file() else []
    if worse:
        print("\n".join(worse))
        return 1
    FILE.write_text(json.dumps(today, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print({kind: sum(by.values()) for kind, by in today.items()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
