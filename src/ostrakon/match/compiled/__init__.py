"""The comparison of names, compiled: the same bits as `match.alignment`, many times faster, for long runs.

Owns the loops that numba turns into machine code and the small amount of wiring around them. Refuses explanations:
whatever a person reads comes from `match.alignment`, whose sums these must equal to the last digit (a test compares
the two on every kind of name). Without numba, and before its code is in the cache, everything runs on plain numpy.
"""
