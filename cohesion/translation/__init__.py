"""The documents in a second language: catalogue, numbers, glossary, checks."""
