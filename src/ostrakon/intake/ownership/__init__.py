"""Graphs of ownership as users bring them → parties and interests.

Owns: the graph file of the contract (`graph_file`). Refuses: judging who is blocked.
"""

from ostrakon.intake.ownership.graph_file import read_graph

__all__ = ["read_graph"]
