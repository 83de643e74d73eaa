"""The reviewed licences: complete, honest about doubts, and found by programme, subject and number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.programmes import all_programmes
from ostrakon.programmes.licensing import all_licences, cited_licences, licences_for, read_file


def test_every_licence_belongs_to_programmes_that_there_are_and_has_a_source_and_its_own_id() -> None:
    programmes = {one.id for one in all_programmes()}
    licences = all_licences()
    assert len({one.id for one in licences}) == len(licences)
    for one in licences:
        assert set(one.programmes) <= programmes, one.id
        assert one.source[1].startswith("https://"), one.id
        assert one.authority, one.id
        assert one.as_of, one.id


def test_a_series_without_an_end_says_that_its_end_is_to_be_looked_up() -> None:
    for one in all_licences():
        if one.series and not one.until:
            assert one.to_check or one.note, one.id


def test_a_licence_ends_on_the_day_that_it_prints() -> None:
    [gl8] = [one for one in all_licences() if one.id == "us-russia-gl-8"]
    assert not gl8.ended(date(2025, 3, 11))
    assert gl8.ended(date(2025, 3, 12))


def test_licences_are_found_by_programme_and_subject() -> None:
    assert "us-iran-560-530" in [one.id for one in licences_for(["us-iran"], ["agriculture_medicine"])]
    assert [one.id for one in licences_for(["us-syria"], ["energy"])] == ["us-syria-gl-24", "us-syria-gl-25"]
    assert licences_for(["us-iran"], []) == ()


def test_a_number_leads_to_every_programme_that_has_it() -> None:
    assert {one.id for one in cited_licences("General License No. 8A")} == {
        "us-russia-gl-8", "us-iran-gl-8", "us-venezuela-gl-8",
    }  # fmt: skip
    assert [one.id for one in cited_licences("GL D-2")] == ["us-iran-gl-d-2"]
    assert [one.id for one in cited_licences("OFSI INT/2022/2252300")] == ["uk-legal-2022"]
    assert cited_licences("GLASS 8") == ()


def test_a_file_with_an_unknown_field_or_a_wrong_date_is_refused(tmp_path: Path) -> None:
    good = (
        'authority = "US"\nas_of = "2026-01"\n[[licence]]\nid = "a"\nnumber = "GL 1"\ntitle = "t"\nkind = "exemption"\n'
    )
    good += 'programmes = ["us-iran"]\nsubjects = ["energy"]\nsource = ["a", "https://b"]\n'
    path = tmp_path / "x.toml"
    path.write_text(good)
    assert read_file(path)[0].authority == "US"
    for bad in (good + 'untill = "2025-01-01"\n', good + 'until = "2025-13-01"\n', good.replace("energy", "energie")):
        path.write_text(bad)
        with pytest.raises(InputError, match="cannot be read"):
            read_file(path)
