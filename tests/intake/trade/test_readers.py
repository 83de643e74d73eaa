"""Trade documents are read whole: no field is lost, whatever it is called, and what is broken is named with its
place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.errors import InputError
from ostrakon.intake.trade import TradePaper, read_trade
from ostrakon.intake.trade import fields as known
from ostrakon.intake.trade.blocks import as_part
from ostrakon.intake.trade.locode import read_locodes
from ostrakon.intake.trade.register import read_register

HEADER = "document_id,shipper,consignee_name,consignee_country,vessel_name,vessel_imo,hs_code,description,quantity\n"
ROW = "B1,Nordwind,Atelier,FR,ANNA,9074729,4802.55,paper,{}\n"
MT700 = (
    "{1:F01COBADEFFAXXX0000000000}{2:I700CHASUS33XXXXN}{4:\n:20:LC22\n:31C:260302\n:50:NORDWIND PAPIER GMBH\nBREMEN\n"
    ":59:ATELIER LUMIERE SARL\nLYON\n:32B:EUR18450,\n:44E:NOVOROSSIYSK\n:44F:BREMEN\n:45A:PULP 200 MT\nHS CODE "
    "4703.21\n-}"
)


def _read(content: str | bytes | dict[str, Any] | list[Any]) -> list[TradePaper]:
    data = content if isinstance(content, bytes) else content if isinstance(content, str) else json.dumps(content)
    return list(read_trade(data if isinstance(data, bytes) else data.encode(), "a"))


def _texts(paper: TradePaper) -> set[str]:
    return {line.text for block in as_part(paper).blocks for line in block.lines}


_TABLES = (
    known.PARTY_ROLES, known.PARTY_LISTS, known.VESSEL_LISTS, known.GOODS_LISTS, known.WRAPPERS, known.PARTY_FIELDS,
    known.CONTACT_FIELDS, known.ID_FIELDS, known.VESSEL_FIELDS, known.VESSEL_CHANGES, known.FLAT_VESSEL,
    known.HS_FIELDS,
    known.DESCRIPTION_FIELDS, known.GOODS_FACTS, known.PLACE_ROLES, known.PLACE_FIELDS, known.HAPPENINGS,
    known.HAPPENING_FACTS, known.FACTS, known.IDS, known.FREE,
)  # fmt: skip
_NAMES = sorted(
    {name for table in _TABLES for name in table} | {"strange", "identifiers", "consignee_name", "vessel_imo"}
)
_KEYS = st.sampled_from(_NAMES)
_TREES = st.recursive(
    st.integers(0, 10**6).map(lambda n: f"text{n}"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


def _leaves(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return {text for value in tree.values() for text in _leaves(value)}
    return {text for value in tree for text in _leaves(value)} if isinstance(tree, list) else {tree}


@given(st.dictionaries(_KEYS, _TREES, min_size=1, max_size=6))
def test_every_text_of_any_object_is_looked_through(tree: dict[str, Any]) -> None:
    [paper] = _read(tree)
    assert _leaves(tree) <= _texts(paper)


def test_fields_are_understood_in_nested_flat_and_camel_case_form() -> None:
    nested = {"bill_of_lading": {"consignee": {"name": "A", "country": "FR"}, "vessel": {"imoNumber": "9074729"}}}
    flat = {"Consignee Name": "A", "consigneeCountry": "FR", "vessel-IMO": "9074729", "type": "Bill of Lading"}
    for content in (nested, flat):
        [paper] = _read(content)
        [firm] = paper.firms
        assert paper.type == "bill_of_lading"
        assert (firm.role, firm.name and firm.name.text, firm.country and firm.country.text) == ("consignee", "A", "FR")
        assert paper.vessels[0].imo and paper.vessels[0].imo.text == "9074729"
        assert paper.unknown == []


def test_an_unknown_field_is_named_with_its_place_and_its_text_is_kept() -> None:
    [paper] = _read({"consignee": {"name": "A", "shoe_size": "Kim Jong Un"}, "aside": [{"x/y": "B"}]})
    assert paper.unknown == ["/consignee/shoe_size", "/aside"]
    assert {"Kim Jong Un", "B", "x/y"} <= _texts(paper)


def test_parties_by_list_with_roles_and_by_name() -> None:
    by_list = {"parties": [{"role": "Notify Party", "name": "N"}, {"role": "ultimate consignee", "name": "E"}]}
    by_name = {"parties": {"notify": "N", "end_user": {"name": "E"}}}
    for content in (by_list, by_name):
        [paper] = _read(content)
        assert sorted((f.role, f.name.text) for f in paper.firms if f.name) == [("end_user", "E"), ("notify", "N")]


def test_numbers_of_json_keep_their_digits() -> None:
    [paper] = _read('{"lines": [{"hs": 8542.310, "value": 12345678901234567890.10}]}')
    assert paper.goods[0].codes[0].text == "8542.310"
    assert paper.goods[0].facts["value"].text == "12345678901234567890.10"


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ('{"consignee": "A"', "line 1, column 18"),
        ('{"consignee": "A", "consignee": "B"}', ""),
        ('{"consignee": "A", "value": NaN}', ""),
        ("[" * 3000 + "]" * 3000, ""),
        (b'{"consignee": "\xff\xfe"}', "byte 15"),
        ('["Kim Jong Un"]', "/0"),
        ("<Document/>", ""),
        ("", ""),
        ("  \n", ""),
        ('{"strange": "A"}', ""),
        ("no,such,columns\n1,2,3\n", "line 1"),
        (HEADER, "line 1"),
        ("consignee,consignee\nA,B\n", "line 1"),
        ("\x00\x01\x02", ""),
    ],
)
def test_what_is_broken_is_a_problem_with_its_place_and_what_can_be_read_is_kept(
    content: str | bytes, where: str
) -> None:
    papers = _read(content)
    assert all(paper.problems for paper in papers)
    assert where in papers[0].problems[0].where
    if b"Kim" in (content if isinstance(content, bytes) else content.encode()):
        assert any("Kim Jong Un" in text for text in _texts(papers[0]))


def test_a_broken_line_of_json_lines_costs_no_other() -> None:
    papers = _read('{"consignee": "A"}\n{"consignee": "Kim}\n{"consignee": "C"}\n')
    assert [bool(paper.problems) for paper in papers] == [False, True, False]
    assert papers[1].problems[0].where.startswith("line 2")


def test_several_documents_of_one_file() -> None:
    for content in ([{"consignee": "A"}, {"consignee": "B"}], {"documents": [{"consignee": "A"}, {"consignee": "B"}]}):
        assert [paper.firms[0].name.text for paper in _read(content) if paper.firms[0].name] == ["A", "B"]


def test_rows_with_one_number_are_one_document_with_its_lines() -> None:
    first, second = _read(HEADER + ROW.format(1) + ROW.format(2) + ROW.format(3).replace("B1", "B2"))
    assert (first.id, len(first.goods), len(first.firms), len(first.vessels)) == ("B1", 2, 2, 1)
    assert first.goods[1].facts["quantity"].field == "/3/quantity"
    assert (second.id, len(second.goods)) == ("B2", 1)


@pytest.mark.parametrize("bad", ['B1,"Nordwind,Atelier,FR,ANNA,9074729,4802.55,paper,2\n', "B1,Nordwind,paper\n"])
def test_a_broken_row_spoils_its_own_document_and_no_other(bad: str) -> None:
    first, second = _read(HEADER + ROW.format(1) + bad + ROW.format(3).replace("B1", "B2"))
    assert first.problems[0].where == "line 3"
    assert not second.problems
    assert "paper" in " ".join(_texts(first))


def test_semicolons_and_cells_over_several_lines() -> None:
    [paper] = _read('invoice_number;consignee;description\nI1;"A; Co";"two\nlines"\n')
    assert paper.type == "invoice"
    assert {"A; Co", "two\nlines"} <= _texts(paper)


def test_a_letter_of_credit_of_swift_gives_parties_places_and_goods() -> None:
    [paper] = _read(MT700)
    assert (paper.type, paper.id) == ("MT700", "LC22")
    assert [(s.role, s.name.text) for s in paper.spots if s.name] == [
        ("loading", "NOVOROSSIYSK"),
        ("discharge", "BREMEN"),
    ]
    assert [f.role for f in paper.firms] == ["applicant", "beneficiary"]
    assert not paper.problems
    [broken] = _read(MT700[:-2])
    assert broken.problems


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "f.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_official_code_list_is_read_with_places_and_without_what_was_removed(tmp_path: Path) -> None:
    text = (
        ',"XA",,".XANADU",,,,,,,,\n'
        '"+","XA","ABC","Ábc","Abc","43","AI","1-3-----","0701",,"4430N 03330W",\n'
        '"X","XA","OLD","Old","Old",,"AI","1-------","0701",,,\n'
        ',"XA","RLY","Railway","Railway",,"AI","-2------","0701",,,\n'
    )
    for data in (text.encode(), text.encode("latin-1")):
        abc, railway = read_locodes([_file(tmp_path, data)])
        assert (abc.code, abc.names, abc.subdivision, abc.port) == ("XAABC", ("Ábc", "Abc"), "43", True)
        assert (abc.latitude, abc.longitude) == (44.5, -33.5)
        assert not railway.port
    with pytest.raises(InputError, match="line 1"):
        read_locodes([_file(tmp_path, "code,name\nx,y\n")])


def test_the_register_is_read_and_a_wrong_row_is_named(tmp_path: Path) -> None:
    good = "IMO;Name;Flag;Registered owner;Former names;Built\n9074729;NORDIC GRACE;Norway;Nordic AS;A;2001\n"
    vessel = read_register(_file(tmp_path, good))["9074729"]
    assert (vessel.name, vessel.flag, vessel.owner, vessel.former, vessel.built) == (
        "NORDIC GRACE", "no", "Nordic AS", ("A",), 2001)  # fmt: skip
    for bad, where in (
        ("imo,name\n9074728,A\n", "line 2, imo"),
        ("imo,flag\n9074729,Atlantis\n", "line 2, flag"),
        ("imo,name\n9074729,A\n9074729,B\n", "line 3, imo"),
        ("imo,name\n9074729\n", "line 2"),
        ("name,flag\nA,NO\n", "line 1"),
        ("", "line 1"),
    ):
        with pytest.raises(InputError) as refused:
            read_register(_file(tmp_path, bad))
        assert where in refused.value.where
    with pytest.raises(InputError):
        read_register(tmp_path / "absent.csv")


def test_a_document_that_was_cut_anywhere_is_never_taken_for_whole() -> None:
    text = json.dumps(
        {"consignee": {"name": "Atelier Ünal", "country": "FR"}, "lines": [{"hs": "4802.55", "value": 5}]}
    )
    data = text.encode()
    for end in range(len(data)):
        papers = list(read_trade(data[:end], "a"))
        assert papers and all(paper.problems for paper in papers), end


def test_the_examples_of_the_page_are_read_without_an_unknown_field() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs/trade.md").read_text(encoding="utf-8")
    for language in ("json", "csv"):
        [example] = re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)
        [paper] = _read(example)
        assert (paper.unknown, paper.problems, paper.type) == ([], [], "bill_of_lading")
        assert paper.vessels[0].imo and paper.firm("consignee")
