"""Who acts and speaks in a text: listed parties, states, bodies, unlisted names, and what stands for one of them.

Owns: actors with their places, whom an office or an institution speaks for, what "he", "the company" or "both nations"
stand for. Refuses: saying what they do.
"""
