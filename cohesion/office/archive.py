"""Byte-identical archives: the same content gives the same file, whenever and wherever it is built.

Office files are zip archives, so one routine serves for them and for the zip of all deliverables.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from cohesion.tables import vintage

#: The earliest moment that a zip archive can hold.
_ZIP_EPOCH = datetime.datetime(1980, 1, 1)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def timestamp() -> datetime.datetime:
    """Return the time written into files: SOURCE_DATE_EPOCH if set, else the day of the edition."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        return max(moment.replace(tzinfo=None), _ZIP_EPOCH)
    return datetime.datetime.combine(vintage.as_of(), datetime.time())


def pack(members: Mapping[str, bytes], target: Path) -> None:
    """Write a zip archive with fixed times, fixed order and fixed attributes."""
    moment = timestamp().timetuple()[:6]
    # An office file must begin with its list of content types.
    order = sorted(members, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in order:
            info = zipfile.ZipInfo(name, moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, members[name])


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the members of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def normalise(content: bytes, target: Path) -> None:
    """Write an office file again with fixed times, inside and out."""
    members = unpack(content)
    stamp = timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = "docProps/core.xml"
    members[core] = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", members[core])
    pack(members, target)
