"""Red flags: facts of a message, a shipment or a window of messages → findings, each with its public source.

Owns: the rules, one file a family, each with its inputs, severity, source and two examples (one that must be found, one that
must stay quiet). Refuses: deciding; knowing names on lists. A rule never clears anything.
"""

from ostrakon.rules.rule import Example, Finding, Rule, Severity, Source

__all__ = ["Example", "Finding", "Rule", "Severity", "Source"]
