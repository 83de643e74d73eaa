"""A text as tokens, sentences and quotations, and phrases of a reviewed lexicon found in them.

Owns: cutting a text up (offsets are code points), inflection, the pattern language of `reading/data/`, the lexicon of
one language. Refuses: knowing what a claim or an event is.
"""
