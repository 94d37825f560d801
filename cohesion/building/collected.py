"""The results of a build by notebook: what is compared with those last published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cohesion.files import hashes
from cohesion.publishing import stored


def collect(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the results of a build by notebook, in the form of the golden files."""
    collected: dict[str, dict[str, Any]] = {}
    for record_file in sorted(folder.glob("[!.]*/record.json")):
        record = json.loads(record_file.read_text(encoding="utf-8"))
        collected[record_file.parent.name] = {
            "inputs": {"code": record["code"], **record["files"], **record.get("notes", {})},
            "facts": {},
            "tables": {},
            "figures": {},
            "prose": {},
            "claims": {},
        }
    for item in stored.load(folder).values():
        place = collected[item["notebook"]]
        name = item["name"]
        if item["kind"] == "fact":
            place["facts"][name] = {"value": item["value"], "text": item["text"]}
        elif item["kind"] == "table":
            place["tables"][name] = {"caption": item["caption"], **item["raw"]}
        elif item["kind"] == "figure":
            svg = (folder / item["notebook"] / "figures" / f"{name}.svg").read_bytes()
            place["figures"][name] = {
                "caption": item["caption"],
                "sha256": hashes.sha256(svg),
            }
        elif item["kind"] == "claim":
            place["claims"][name] = {
                key: item[key] for key in ("says", "condition", "quantities", "holds", "breaks")
            }
        else:
            text = item["body"].encode("utf-8")
            place["prose"][name] = {"sha256": hashes.sha256(text)}
    return collected


def without_captions(collected: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return results by notebook without what their pages say beside them."""
    bare = {
        kind: lambda found: {key: value for key, value in found.items() if key != "caption"}
        for kind in ("tables", "figures")
    }
    return {
        notebook: {
            kind: {name: bare[kind](found) for name, found in items.items()}
            if kind in bare else items
            for kind, items in kinds.items()
        }
        for notebook, kinds in collected.items()
    }  # fmt: skip
