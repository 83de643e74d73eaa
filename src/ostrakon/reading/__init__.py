"""A text → who and which country it mentions, and where.

Owns: the gazetteer of listed names for running text, spotting them with exact positions, later short forms, the
precision rules that keep ordinary words silent. Refuses: document formats, deciding what follows from a mention.
"""
