"""Secrets and folders of a machine in bytes: what each begins with, and the whole.

A search for the beginning is many times faster than one for the pattern, and every byte is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Patterns = Mapping[bytes, re.Pattern[bytes]]

#: Keys of services, private keys, passwords in addresses.
SECRETS = {
    begin: re.compile(whole)
    for begin, whole in {
        b"-----BEGIN ": rb"-----BEGIN [A-Z ]*PRIVATE KEY-----",
        b"AKIA": rb"\bAKIA[0-9A-Z]{16}\b",
        **{b"gh%c_" % kind: rb"\bgh[pousr]_[A-Za-z0-9]{30,}" for kind in b"pousr"},
        b"glpat-": rb"\bglpat-[\w-]{20}",
        b"sk-": rb"\bsk-[A-Za-z0-9]{32,}",
        b"xox": rb"\bxox[baprs]-[\w-]{10,}",
        b"pypi-": rb"\bpypi-[\w-]{40,}",
        b"eyJ": rb"\beyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{10,}",
        b"://": rb"://[^/\s:@\"'<>]{1,40}:[^/\s@\"'<>]{1,40}@",
    }.items()
}
#: Absolute paths of a person's or a machine's folders, on any system.
FOLDERS = {
    **{path: re.compile(rb"(?<![\w./-])" + path + rb"\w")
       for path in (b"/home/", b"/Users/", b"/tmp/", b"/builds/")},
    **{path: re.compile(rb"(?<![\w./-])" + path)
       for path in (b"/root/", b"/private/var/", b"/workspace/")},
    b":\\": re.compile(rb"(?<=\b[A-Z]):\\\\?(?:Users|Windows|Program Files)"),
}  # fmt: skip


def found(content: bytes, patterns: Patterns) -> Iterator[bytes]:
    """Yield everything that patterns find; each key is how its matches begin."""
    for begin, whole in patterns.items():
        place = content.find(begin)
        while place >= 0:
            match = whole.match(content, place)
            if match:
                yield match[0]
            place = content.find(begin, place + 1)
