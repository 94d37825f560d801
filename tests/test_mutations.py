"""Hundreds of spoilt inputs: each is caught with a message that names file, place and cure.

Slow tests (`make test-slow`); they print their score.
"""

from __future__ import annotations

import numpy as np
import pytest
import yaml

from cohesion import catalogue, identities, manifest, paths, schema
from cohesion.errors import DataError
from tests import mutants

pytestmark = pytest.mark.slow

SEED = 20120630
TABLES = manifest.names()


def as_loaded(content: bytes, described: dict, file) -> None:
    """What reading a table does, without its memory of tables that passed before."""
    manifest.check_sum(content, described, file)
    beyond_the_checksum(content, described, file)


def beyond_the_checksum(content: bytes, described: dict, file) -> None:
    """The checks of the figures themselves, as if the manifest had been rewritten too."""
    frame = schema.parse(content, described["level"], file)
    schema.validate(
        frame, level=described["level"], file=file, indicators=catalogue.indicators(),
        editions=catalogue.editions(), incomplete=tuple(described["incomplete"]),
        municipalities=described.get("municipalities"),
    )  # fmt: skip
    if len(frame) != described["rows"]:
        raise DataError(
            f"{len(frame)} rows, the manifest declares {described['rows']}.", file=file,
            cure="Restore the missing rows.",
        )  # fmt: skip
    identities.check_identities(frame, described["level"], file)


def caught(check, *arguments) -> DataError | None:
    try:
        check(*arguments)
    except DataError as error:
        return error
    return None


def test_every_spoilt_table_is_caught(capsys):
    rng = np.random.default_rng(SEED)
    tried, missed, beyond, missed_beyond = 0, [], 0, {}
    for name in TABLES:
        file = manifest.table_path(name)
        content, described = file.read_bytes(), manifest.load(name)
        for fault, mutate in mutants.TABLE_MUTATORS.items():
            spoilt = mutate(content, rng)
            if spoilt is None or spoilt == content:
                continue
            tried += 1
            error = caught(as_loaded, spoilt, described, file)
            if error is None or not (error.file and error.cure and name in str(error)):
                missed.append(f"{name}: {fault}")
            if len(content) < 400_000:
                beyond += 1
                if caught(beyond_the_checksum, spoilt, described, file) is None:
                    missed_beyond[fault] = missed_beyond.get(fault, 0) + 1
    with capsys.disabled():
        left = sum(missed_beyond.values())
        print(f"\ntables: {tried} mutants, {tried - len(missed)} caught; with the checksum "
              f"rewritten too: {beyond - left} of {beyond} caught, missed: {missed_beyond}")  # fmt: skip
    assert tried > 500
    assert not missed
    # Only a plausible figure in a plausible place can pass the checks of the figures themselves;
    # for those there is the checksum, and the audit against the official files.
    assert set(missed_beyond) <= {"shifted rows", "swapped units", "unit times ten",
                                  "reversed sign", "dropped column"}  # fmt: skip


def test_every_spoilt_manifest_is_caught(tmp_path, capsys):
    rng = np.random.default_rng(SEED)
    tried, missed = 0, []
    for name in TABLES:
        described = manifest.load(name)
        content = manifest.table_path(name).read_bytes()
        for field in manifest.REQUIRED:
            spoilt = {key: value for key, value in described.items() if key != field}
            tried += 1
            if not _manifest_caught(tmp_path, name, content, spoilt):
                missed.append(f"{name}: without {field}")
        wrong_sum = {**described, "sha256": "0" * 64}
        other_level = {**described, "level": "municipality"
                       if described["level"] != "municipality" else "state"}  # fmt: skip
        entry = described["verification"]
        claims = {**described, "verification": {**entry, "verified": entry["verified"] + 1}}
        for label, spoilt in (("stale checksum", wrong_sum), ("other level", other_level),
                              ("one row too many called verified", claims),
                              ("renamed", {**described, "name": f"{name}x"})):  # fmt: skip
            tried += 1
            if not _manifest_caught(tmp_path, name, content, spoilt):
                missed.append(f"{name}: {label}")
    del rng
    with capsys.disabled():
        print(f"\nmanifests: {tried} mutants, {tried - len(missed)} caught")
    assert tried > 500 and not missed


def _manifest_caught(folder, name: str, content: bytes, spoilt: dict) -> bool:
    file = manifest.manifest_path(name, folder)
    file.write_text(yaml.safe_dump(spoilt, allow_unicode=True), "utf-8")
    try:
        described = manifest.load(name, folder)
        manifest.check_sum(content, described, file)
        schema.parse(content, described["level"], file)
    except DataError as error:
        return bool(error.file and error.cure)
    return False


def test_spoilt_programme_files_are_caught(tmp_path, capsys):
    """The programme design: numbers turned negative or into text, fields lost or misspelt.

    What slips through is a plausible other design (a name that nothing refers to, a few days
    less), not a broken one; no fault may end in anything but a clear message.
    """
    from cohesion.programme.check import check

    rng = np.random.default_rng(SEED)
    score: dict[str, list[int]] = {}
    unclear, missed = [], []
    for name in ("results", "activities", "indicators", "budget", "timetable", "risks", "experts"):
        content = yaml.load((paths.PROGRAMME / f"{name}.yml").read_bytes(), yaml.CSafeLoader)
        score[name] = [0, 0]
        for number, (label, spoilt) in enumerate(mutants.yaml_mutants(content, rng, 12)):
            # A folder of its own for each: loaders remember what they have read from a path.
            folder = tmp_path / f"{name}-{number}"
            folder.mkdir()
            for file in paths.PROGRAMME.iterdir():
                if file.name != f"{name}.yml":
                    (folder / file.name).symlink_to(file)
            text = yaml.dump(spoilt, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
            (folder / f"{name}.yml").write_text(text, "utf-8")
            try:
                error = caught(check, folder)
            except Exception as crash:
                unclear.append(f"{name}: {label}: {crash!r}")
                continue
            score[name][0] += error is not None
            score[name][1] += 1
            if error is None:
                missed.append(f"{name}: {label}")
            elif not (error.cure and error.file):
                unclear.append(f"{name}: {label}: {error}")
    total, tried = (sum(pair[n] for pair in score.values()) for n in (0, 1))
    with capsys.disabled():
        print(f"\nprogramme files: {tried} mutants, {total} caught; missed:", *missed, sep="\n  ")
    assert tried > 200 and total / tried > 0.93, score
    assert not unclear
