"""Hashes: those that everybody's tools give."""

from __future__ import annotations

from cohesion.files import hashes

#: From FIPS 180-2, appendix B.1: the SHA-256 of "abc".
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_content_and_a_file_of_it_have_the_published_hash(tmp_path):
    assert hashes.sha256(b"abc") == ABC
    file = tmp_path / "x"
    file.write_bytes(b"abc")
    assert hashes.file_hash(file) == ABC


def test_contents_are_equal_whatever_the_order_of_their_keys():
    # Of the text {"a": "é", "b": [1, 2]} in UTF-8, as any tool gives it.
    wanted = hashes.sha256('{"a": "é", "b": [1, 2]}'.encode())
    assert hashes.of_content({"b": [1, 2], "a": "é"}) == wanted
    assert hashes.of_content({"b": [2, 1], "a": "é"}) != wanted


def test_what_is_no_file_has_no_hash(tmp_path):
    assert hashes.file_hash(tmp_path / "absent") == ""
    assert hashes.file_hash(tmp_path) == ""
