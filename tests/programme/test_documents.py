"""Tests of ``cohesion/programme/documents.py``."""

from __future__ import annotations

from cohesion.programme.documents import DOCUMENTS, load_document
from cohesion.publishing.readable import plain_text


def test_every_role_of_the_documents_is_resolved():
    class Any(dict):
        def __contains__(self, key):
            return True

        def __getitem__(self, key):
            return "x"

        def get(self, key, default=None):
            return "x"

    for name in DOCUMENTS:
        for section in load_document(name).sections:
            text = plain_text(section.text, facts=Any(), numbers=Any())
            assert "`" not in text and "{" not in text


def test_replacement_rule_is_in_the_provisions():
    rule = load_document("taps").section("3.6").text
    for word in ("reserve list", "within a day", "never replaced because its results are poor"):
        assert word in rule
