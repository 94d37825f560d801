"""The programme design: models of ``data/programme/*.yml`` and the checks that tie them together.

One module per subject; each loads its file into pydantic models, turns it into tables, and raises
:class:`cohesion.errors.DataError` (file, entry, problem, cure) for input that is wrong.
"""
