"""Red flags: facts of a message, a shipment or a window of messages → findings, each with its public source.

Owns: the rules, one file a family, each with its condition, severity and sources. Refuses: deciding; knowing names on
lists. A rule never clears anything.
"""

from ostrakon.rules.rule import Example, Finding, Rule, Severity, Source

__all__ = ["Example", "Finding", "Rule", "Severity", "Source"]
