"""Readers of outlines and names of places."""
