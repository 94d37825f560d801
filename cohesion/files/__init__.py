"""Strict reading of text, YAML, CSV and .bib; entries, hashes, tracking."""
