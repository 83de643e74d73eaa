"""Two profiles → evidence, one file per feature; the bits add up to the score, and to the "why not" as well.

Owns: the comparison of names (`alignment.py`), birth dates, countries, schemata; the weights of these and of
identifiers (which `screening` looks up), in bits (log2 of a likelihood ratio, after Fellegi and Sunter 1969), in
`weights.toml`. Refuses: thresholds and decisions.

All bits are multiples of 1/1024. Sums of such numbers are exact in double precision whatever their order, so the fast
path over arrays and the explanation of one pair give the same score to the last digit.
"""
