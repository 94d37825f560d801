"""What is given away carries no trace of the machine that made it, and no secret."""

from __future__ import annotations

import functools
import getpass
import io
import re
import socket
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cohesion import paths
from tests.tools import search


@functools.cache
def machine_names() -> list[bytes]:
    """Return what names this machine and its user, where it is long enough to mean something."""
    names = {str(paths.ROOT), str(Path.home()), socket.gethostname(), socket.getfqdn()}
    names |= {getpass.getuser()}
    common = {"root", "user", "runner", "localhost", "docker", "build", "ubuntu", "/root", "/"}
    return sorted(name.encode() for name in names if len(name) > 3 and name not in common)


def contents(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file and of everything packed in it: zip members, PDF streams."""
    yield name, content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield from contents(f"{name}!{member.filename}", archive.read(member))
    elif content[:5] == b"%PDF-":
        for number, match in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S)):
            try:
                yield f"{name}!stream {number}", zlib.decompressobj().decompress(match[1])
            except zlib.error:
                continue


def traces(name: str, content: bytes) -> list[str]:
    """Return what should not be in some bytes."""
    # Program libraries of the theme are the same for everyone, and fonts are no text.
    if re.search(r"_static/.*(?:\.js|\.map|\.woff2?|\.ttf)$", name):
        return []
    found = [
        f"{name}: {trace[:60]!r}"
        for trace in search.found(content, search.SECRETS | search.FOLDERS)
    ]
    for word in machine_names():
        pattern = re.compile(rb"(?<![A-Za-z0-9])" + re.escape(word) + rb"(?![A-Za-z0-9])")
        if any(search.found(content, {word: pattern})):
            found.append(f"{name}: names the machine or its user")
    return found


@pytest.mark.parametrize("folder", ["html", "deliverables", "pdf"])
def test_no_output_tells_who_made_it_or_where(folder):
    place = paths.BUILD / folder
    files = [file for file in sorted(place.rglob("*")) if file.is_file()] if place.is_dir() else []
    if not files:
        pytest.skip(f"make book (or make pdf) first: _build/{folder} is empty")
    looked, found = 0, []
    for file in files:
        for name, content in contents(file.relative_to(place).as_posix(), file.read_bytes()):
            looked += 1
            found += traces(name, content)
    assert looked >= len(files)
    assert not found, found[:10]


@pytest.mark.parametrize(
    "content",
    [
        str(paths.ROOT).encode() + b"/x", f'"/{"home"}/maria/book"'.encode(),
        f"C:\\{'Users'}\\maria".encode(),
        b"-----BEGIN " + b"RSA PRIVATE KEY-----", b"token ghp_" + b"a" * 36,
        b"https://maria" + b":secret@example.org/x", b"see /tmp/abc", b" AKIA" + b"A1" * 8 + b" ",
        b"glpat-" + b"a" * 20, b"sk-" + b"a" * 32, b"xoxb-" + b"1" * 10, b"pypi-" + b"a" * 40,
        b"eyJ" + b"a" * 20 + b"." + b"b" * 20 + b"." + b"c" * 10, b"in /work" + b"space/x",
    ],
)  # fmt: skip
def test_the_search_finds_traces(content):
    assert traces("page.html", content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    members = list(contents("file.docx", packed.getvalue()))
    assert any(traces(name, part) for name, part in members[1:])
    pdf = b"%PDF-1.7\n1 0 obj <<>> stream\n" + zlib.compress(content) + b"\nendstream"
    assert any(traces(name, part) for name, part in contents("x.pdf", pdf))
