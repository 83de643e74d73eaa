"""Graphs of ownership as users bring them → parties and interests.

Owns: the forms (`reading` tells which): our graph file (`graph_file`), FollowTheMoney (`ftm`), BODS 0.4 (`bods`), GLEIF
relationship records (`gleif`), simple CSV (`csv_stakes`). Refuses: judging who is blocked, looking names up on lists.
"""

from ostrakon.intake.ownership.graph_file import read_graph
from ostrakon.intake.ownership.reading import read_any

__all__ = ["read_any", "read_graph"]
