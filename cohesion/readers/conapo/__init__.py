"""Readers of CONAPO."""
