"""Who is blocked through whom: stakes and control, under the rules of each regime, with the facts that decide.

Owns: the graph and its conventions (`graph`), regimes with their citations (`regimes`), what holds in every and in some
possible world (`worlds`), proofs and what would decide (`proof`), the answer (`verdicts`). Refuses: files (`intake`),
matching names to lists, fetching registers. The rules are read from public guidance; where the law is open, the answer
says so. Not legal advice.
"""

from ostrakon.ownership.graph import Graph, Interest, Party
from ostrakon.ownership.regimes import REGIMES, Regime
from ostrakon.ownership.verdicts import Answer, Verdict, resolve

__all__ = ["REGIMES", "Answer", "Graph", "Interest", "Party", "Regime", "Verdict", "resolve"]
