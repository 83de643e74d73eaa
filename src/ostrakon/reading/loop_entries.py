"""The compiled loops of this room: by themselves, since commands that read no text ask for them too."""

from __future__ import annotations

from ostrakon.native.entry import Entry

CUT = Entry("cut", "ostrakon.reading.loops", "cut", "iiii")
SEQUENCES = Entry("sequences", "ostrakon.reading.loops", "sequences", "iiiii")
