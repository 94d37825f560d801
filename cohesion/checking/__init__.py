"""Checks of pages, sources, declared files, typed numbers and contrast."""
