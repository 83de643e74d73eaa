"""Who says what about whom.

Owns: reporting verbs and nouns in a sentence, their source, content and target, the text's own statements of measures,
which claims dispute each other. Refuses: judging what is true.
"""
