"""Words that can be a legal form: whatever is typed as one is made of them."""

from __future__ import annotations

import pytest

from ostrakon.filtering.legal import legal_beside
from ostrakon.names.kinds import may_be_legal


@pytest.mark.parametrize(
    "words",
    ["Ltd", "GmbH", "LLC", "Inc", "SA", "Limited", "LIMITEd", "Kft", "company", "joint stock company", "Co", "OOO",
     "public limited company", "stockcompany", "kommanditgesellschaft", "private limited", "AS", "S P A"],
)  # fmt: skip
def test_a_legal_form_is_made_of_words_that_may_be_one(words: str) -> None:
    beside = ["Northwind", *words.split()]
    if legal_beside(beside, 0):
        assert any(may_be_legal(word.lower()) for word in beside[1:])


def test_forms_are_told_from_names() -> None:
    assert legal_beside(["Northwind", "GmbH"], 0)
    assert may_be_legal("gmbh")
    assert may_be_legal("limitef")
    assert not any(map(may_be_legal, ("northwind", "street", "ivanov", "invoice", "4711")))
