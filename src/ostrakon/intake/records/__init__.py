"""Customer files (JSON Lines, CSV) become subjects, one row at a time.

Owns: the two formats, the meaning of their fields, the report of what was unknown or doubled. Refuses:
guessing. A value that cannot be read with certainty makes a `BadRow`, which is never taken for "clear".
"""

from ostrakon.intake.records.dates import DateOrder, read_date
from ostrakon.intake.records.fields import FIELDS, SCHEMATA, BadValueError, subject_from
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.portions import Portion, Records
from ostrakon.intake.records.reader import RecordFile, open_records
from ostrakon.intake.records.rows import BadRow, Row

__all__ = [
    "FIELDS",
    "SCHEMATA",
    "BadRow",
    "BadValueError",
    "DateOrder",
    "Portion",
    "ReadingNotes",
    "RecordFile",
    "Records",
    "Row",
    "open_records",
    "read_date",
    "subject_from",
]
