"""A name as text, whatever list or customer file it stands in.

Owns: folding, scripts, romanisation, tokens and their types, legal forms, honorifics, particles, comparison keys,
country names. Reference tables are reviewed data files with a source per entry. Refuses: knowing what a list is.
"""
