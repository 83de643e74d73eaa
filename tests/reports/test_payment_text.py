"""A payment's texts as rows that are cut where something is said about them."""

from __future__ import annotations

from ostrakon.intake.payments import Block, FieldClass, Line, read_payments
from ostrakon.reports.payment_text import Group, Mark, groups

MT = (
    "{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{4:\n:20:{reference}\n:32A:260302USD18450,\n:50K:/4711\n{debtor}"
    "\nBREMEN\n:59:/FR1420041010050500013M02606\nATELIER\n:70:{text}\n-}}"
)


def _texts(found: list[Group]) -> list[tuple[str, str]]:
    return [(row.label, "".join(piece.text for piece in row.pieces)) for group in found for row in group.rows]


def test_every_text_of_a_swift_message_is_shown_once_and_in_order() -> None:
    data = MT.format(reference="R1", debtor="NORDWIND", text="INVOICE 7\nMORE").encode()
    [(_, parts)] = list(read_payments(data, "a.fin"))
    [part] = parts
    texts = dict(_texts(groups(part.blocks, [])))
    assert texts[":50K:"] == "/4711\nNORDWIND\nBREMEN"
    assert texts[":70:"] == "INVOICE 7\nMORE"


def test_marks_cut_a_field_and_the_gravest_wins_where_they_overlap() -> None:
    block = Block(FieldClass.FREE, "RmtInf", "Ustrd", (Line("/D/Ustrd", "pay Kim Jong Un now"),))
    marks = [
        Mark("/D/Ustrd", 4, 15, "hit", "a"),
        Mark("/D/Ustrd", 0, 8, "review", "b"),
        Mark("/D/Other", 0, 3, "hit", "c"),
    ]
    [group] = groups([block], marks)
    assert group.title == "Remittance"
    assert [(p.text, p.mark.anchor if p.mark else "") for p in group.rows[0].pieces] == [
        ("pay ", "b"), ("Kim ", "a"), ("Jong Un", "a"), (" now", ""),
    ]  # fmt: skip


def test_a_name_wrapped_over_two_lines_is_marked_in_both() -> None:
    lines = (Line("70", "MR KIM JO", 0), Line("70", "NG UN", 10))
    [group] = groups([Block(FieldClass.FREE, "RmtInf", "70", lines)], [Mark("70", 3, 15, "hit", "a")])
    assert [p.text for p in group.rows[0].pieces if p.mark] == ["KIM JO", "NG UN"]
