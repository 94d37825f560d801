"""Profiles and sheets of states."""
