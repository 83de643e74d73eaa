"""Which rules a payment is asked about: those over words only where a word begins as theirs do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.rule import Finding, Rule


class Asker:
    """Asks rules over single payments, in their order."""

    def __init__(self, rules: Iterable[Rule[PaymentFacts]]) -> None:
        self._rules = tuple(rules)
        self._always = tuple(number for number, rule in enumerate(self._rules) if rule.begins is None)
        self._by_word: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            for word in rule.begins or ():
                self._by_word.setdefault(word, []).append(number)
        self._words = frozenset(self._by_word)

    def findings(self, facts: PaymentFacts) -> Iterator[Finding]:
        """What the rules find in a payment."""
        numbers: Iterable[int] = self._always
        if told := facts.beginnings & self._words:
            numbers = sorted({*self._always, *(number for word in told for number in self._by_word[word])})
        for number in numbers:
            yield from self._rules[number].check(facts)
