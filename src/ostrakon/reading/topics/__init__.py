"""What a text speaks of besides actors: measures and their regimes, goods, identifiers, red flags.

Owns: their words and codes. Refuses: who does what with them.
"""
