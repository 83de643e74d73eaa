"""Whose answer a change of the lists alters has a key in common with what changed."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.customers.leading import keys_of_change, keys_of_subject
from ostrakon.model import Entity
from ostrakon.model.subject import GivenIdentifier, Subject
from tests.customers.test_equal import CUSTOMERS, LISTS, Lists
from tests.parties import party


def change(before: list[Entity], after: list[Entity], shift: float = 0.0) -> tuple[Lists, Lists, set[int]]:
    """Both lists, and the keys of what differs."""
    old, new = Lists(before), Lists(after)
    then, now = ({one.id: one for one in parties} for parties in (before, after))
    ids = {key for key in then.keys() | now.keys() if then.get(key) != now.get(key)}
    return old, new, keys_of_change((old.arrays, old.clusters), (new.arrays, new.clusters), ids, shift)


@given(CUSTOMERS, LISTS, LISTS, st.sets(st.integers(1, 12)))
@settings(deadline=None, max_examples=60)
def test_a_customer_without_a_key_in_common_keeps_the_answer(
    customers: list[Subject], before: list[Entity], others: list[Entity], changed: set[int]
) -> None:
    fresh = {one.id: one for one in others}
    after = [fresh.get(one.id, one) if int(one.id[2:]) in changed else one for one in before]
    after = [one for one in after if int(one.id[2:]) in changed or one.id not in fresh]  # some are removed
    after += [one for one in others if one.id not in {p.id for p in before} and int(one.id[2:]) in changed]
    old, new, keys = change(before, after)
    for customer in customers:
        if keys.isdisjoint(keys_of_subject(customer)):
            assert old.screener.answer(customer) == new.screener.answer(customer)


def test_a_word_that_became_more_common_leads_to_the_parties_that_nobody_touched() -> None:
    listed = [party("t-a", "Qwertz Zxcvbn"), *(party(f"t-{n}", f"Grzegorz Filler{'abcdefghij'[n]}") for n in range(9))]
    added = [party(f"t-b{n}", f"Qwertz Other{n}") for n in range(60)]
    customer = Subject(name="Zxcvbn")
    assert not change(listed, [*listed, *added], shift=99.0)[2] & keys_of_subject(customer)
    assert change(listed, [*listed, *added])[2] & keys_of_subject(customer)


def test_a_word_that_became_more_common_leads_to_who_gives_the_number_of_a_bearer() -> None:
    listed = [
        party("t-a", "Qwertz Zxcvbn", identifiers=[("passport", "AB1234567")]),
        *(party(f"t-{n}", f"Grzegorz Filler{'abcdefghij'[n]}") for n in range(9)),
    ]
    added = [party(f"t-b{n}", f"Qwertz Other{n}") for n in range(60)]
    customer = Subject(name="Mario Rossi", identifiers=(GivenIdentifier(type="passport", value="AB1234567"),))
    assert not change(listed, [*listed, *added], shift=99.0)[2] & keys_of_subject(customer)
    assert change(listed, [*listed, *added])[2] & keys_of_subject(customer)


def test_numbers_contacts_and_spellings_lead_to_an_added_party_and_strangers_do_not() -> None:
    added = party(
        "t-1", "Mechel Korea Mining Development Corporation", "Олег Зиндашти", identifiers=[("passport", "AB1234567")]
    )
    _, _, keys = change([], [msgspec.structs.replace(added, schema="Organization")])
    leading = [
        Subject(name="Mechel"),
        Subject(name="Mechol"),
        Subject(name="Mchl Dvlpmnt"),
        Subject(name="Oleg Zindashti"),
        Subject(name="MKMDC"),
        Subject(name="X", identifiers=(GivenIdentifier(type="passport", value="AB1234567"),)),
        Subject(name="X", identifiers=(GivenIdentifier(type="passport", value="AB1234576"),)),
    ]
    assert [one.name for one in leading if not keys_of_subject(one) & keys] == []
    assert not keys_of_subject(Subject(name="Brovel Hurdwig")) & keys
