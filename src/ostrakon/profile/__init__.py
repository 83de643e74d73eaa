"""One subject analysed once: all that index and match need of it, the same for both sides.

Owns: the profile of a name (typed tokens with their comparison keys) and of a party. Refuses: files, lists, scores.
"""
