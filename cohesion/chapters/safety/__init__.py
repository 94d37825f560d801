"""Citizen safety, victims and access to justice."""
