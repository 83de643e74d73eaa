"""Measurements with fixed seeds: one file per group of figures, `run.py` writes them to RESULTS.md.

Owns: the lists and queries that are measured, the clock, the rival (brute force with rapidfuzz over the same
names in the same run). Refuses: thresholds. Nothing here passes or fails; tests do that elsewhere.
"""
