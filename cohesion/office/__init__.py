"""The files that an officer takes away: Word, Excel, CSV and JSON, and one zip of all of them.

Texts come from ``data/programme``, tables from the published results, so that a file cannot say
anything else than the page.
"""
