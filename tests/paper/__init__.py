"""Tests of the paper edition."""
