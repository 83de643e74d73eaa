"""SWIFT MT: fields, parties and lines with their places; cut-off messages are problems, and nothing is passed over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.intake.payments import Block, FieldClass, Message, read_payments
from ostrakon.intake.payments.mt import field_blocks

HEAD = "{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{3:{121:020da9a4-0d04-4eae-aae2-b2ecd67d1bb1}}{4:\n"
BODY = ":20:REF1\n:32A:260302EUR18450,\n:50K:/DE89370400440532013000\nVIKTOR BOUT\n1 MAIN ST\n:70:INVOICE\n//GOES ON\n"
MT103 = HEAD + BODY + "-}{5:{CHK:123456789ABC}}"


def read(text: str | bytes) -> list[tuple[Message, list[Block]]]:
    """Messages with their blocks."""
    data = text.encode() if isinstance(text, str) else text
    return [(m, [b for part in parts for b in part.blocks]) for m, parts in read_payments(data, "a.fin")]


def test_a_message_with_type_reference_and_the_banks_of_its_header() -> None:
    [(message, blocks)] = read(MT103)
    assert (message.type, message.id, message.problems) == ("MT103", "REF1", [])
    assert {b.role: b.text for b in blocks if b.cls is FieldClass.BIC} == {"Fr": "COBADEFFXXX", "To": "CHASUS33XXX"}


def test_a_party_is_account_name_and_block_with_places_in_the_field() -> None:
    [(_, blocks)] = read(MT103)
    party = {b.cls: b for b in blocks if b.role == "Dbtr"}
    assert party[FieldClass.ACCOUNT].text == "/DE89370400440532013000"
    name = party[FieldClass.NAME].lines[0]
    assert (name.field, name.start, name.text) == ("50K", 24, "VIKTOR BOUT")
    assert [line.text for line in party[FieldClass.PARTY].lines] == ["VIKTOR BOUT", "1 MAIN ST"]


def test_continuation_marks_are_no_text() -> None:
    [(_, blocks)] = read(MT103)
    [free] = [b for b in blocks if b.part == "70"]
    assert [(line.start, line.text) for line in free.lines] == [(0, "INVOICE"), (10, "GOES ON")]


def test_structured_parties_by_number_whatever_their_order() -> None:
    blocks = field_blocks("59F", "/FR14\n1/MAHAN\n1/AIR\n2/AZADEGAN ST\n3/IR/TEHRAN\n4/19610102\n6/IR/BANK/12", "MT103")
    found = {b.part: [line.text for line in b.lines] for b in blocks}
    assert found["Nm"] == ["MAHAN", "AIR"]
    assert (found["Ctry"], found["TwnNm"], found["BirthDt"]) == (["IR"], ["TEHRAN"], ["19610102"])
    assert found["Id"] == ["IR/BANK/12"]


def test_a_coded_field_with_a_name_in_it_is_free_text() -> None:
    assert field_blocks("32A", "260302EUR1,", "MT103")[0].cls is FieldClass.CODE
    assert field_blocks("32A", "VIKTOR BOUT", "MT103")[0].cls is FieldClass.FREE


def test_in_statements_86_is_information_and_elsewhere_a_bank() -> None:
    assert field_blocks("86", "VIKTOR BOUT", "MT940")[0].cls is FieldClass.FREE
    assert field_blocks("86A", "COBADEFF", "MT300")[0].role == "IntrmyAgt1"


def test_several_messages_and_acknowledgements_in_one_file() -> None:
    ack = "{1:F21COBADEFFAXXX0000000000}{4:{177:2603021200}{451:0}}"
    assert [m.id for m, _ in read(ack + MT103 + "$" + MT103.replace("REF1", "REF2") + "\r\n" + MT103)] == [
        "REF1",
        "REF2",
        "REF1",
    ]


def test_a_message_that_is_cut_off_is_a_problem_and_what_it_holds_is_still_given() -> None:
    [(message, blocks)] = read(HEAD + BODY)
    assert "no end" in message.problems[0].message
    assert any("VIKTOR BOUT" in b.text for b in blocks)


def test_a_message_without_text_block_and_text_outside_of_messages_are_problems() -> None:
    assert "no block 4" in read(HEAD[:-4])[0][0].problems[0].message
    found = read("{" + MT103[1:] + " VIKTOR BOUT")
    assert any(m.problems and any("VIKTOR BOUT" in b.text for b in blocks) for m, blocks in found)


def test_bytes_that_are_no_utf8_are_a_problem() -> None:
    [(message, blocks)] = read(MT103.encode().replace(b"INVOICE", b"INVOI\xe9E"))
    assert message.problems
    assert any("VIKTOR BOUT" in b.text for b in blocks)


@given(st.text(max_size=300))
def test_no_character_of_a_file_is_passed_over_without_a_word(noise: str) -> None:
    found = read(MT103 + noise)
    kept = (
        "".join(line.text for _, blocks in found for b in blocks for line in b.lines) + "\x00\x01\x03"
    )  # of transmission
    problems = [m for m, _ in found if m.problems]
    assert problems or all(word in kept for word in noise.replace("$", " ").replace("{", " ").split())


@given(st.text(alphabet="ABC123/:{}-\n", max_size=200), st.sampled_from(["50F", "59", "70", "52A", "57D", "86", "61"]))
def test_places_of_lines_always_point_at_their_words(value: str, tag: str) -> None:
    for block in field_blocks(tag, value, "MT103"):
        for line in block.lines:
            assert value[line.start : line.start + len(line.text)] == line.text
