"""Payments that were damaged: named as unreadable with the place, never clear, and the others of the batch decided."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from ostrakon.intake.payments import read_payments
from tests.cli.running import Run
from tests.filtering.mutilated import ISO, SWIFT, harmed

COUNT = 1_000 if os.environ.get("OSTRAKON_STRESS") == "full" else 102
BATCH = 51


@pytest.mark.stress
def test_every_damaged_message_is_named_with_its_place_and_the_others_are_decided(
    run: Run, store: Path, tmp_path: Path
) -> None:
    for first in range(0, COUNT, BATCH):
        numbers = range(first, min(first + BATCH, COUNT))
        files = []
        for number in numbers:
            kind, data = harmed(number)
            file = tmp_path / f"{number}.msg"
            file.write_bytes(data)
            files.append(file)
        sound = tmp_path / "sound.xml"
        sound.write_bytes(ISO)
        ran = run("--store", store, "payment", *files, sound, "--json")
        assert ran.code == 3
        by_file: dict[str, list[dict[str, object]]] = {}
        for one in ran.json["messages"]:
            by_file.setdefault(Path(one["file"]).name, []).append(one)
        for number in numbers:
            kind = harmed(number)[0]
            found = by_file[f"{number}.msg"]
            unread = [one for one in found if one["status"] == "not_screened"]
            assert unread, (number, kind)
            assert all(problem["message"] and problem["where"] for one in unread for problem in one["problems"]), (
                number,
                kind,
            )
        assert [one["status"] for one in by_file["sound.xml"]] == ["clear"]


def test_bytes_flipped_anywhere_are_a_problem_or_another_sound_message_with_exactly_its_own_texts() -> None:
    for at in range(0, len(ISO), 1 if COUNT == 1_000 else 7):
        data = ISO[:at] + bytes([ISO[at] ^ 0x11]) + ISO[at + 1 :]
        texts: list[str] = []
        problems = []
        for message, parts in read_payments(data, "a.xml"):
            texts += [line.text.strip() for part in parts for block in part.blocks for line in block.lines]
            problems += message.problems
        try:
            root = etree.fromstring(data)
        except etree.XMLSyntaxError:
            assert problems, at
            continue
        wanted = {t.strip() for e in root.iter() for t in (e.text, e.tail) if t and t.strip()}
        assert problems or wanted <= set(texts), at


def test_a_swift_message_and_the_same_with_blanks_behind_are_both_read() -> None:
    for data in (SWIFT, SWIFT + b"\r\n", SWIFT + b"$", b"\x01" + SWIFT + b"\x03"):
        assert [m.problems for m, parts in read_payments(data, "a.fin") if list(parts) is not None] == [[]]
