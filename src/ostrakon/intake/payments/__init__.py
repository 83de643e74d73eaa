"""Payment messages → every text in them with its exact place, told apart by class.

Owns: ISO 20022 of every version and SWIFT MT; tables of what elements and tags hold. Refuses: knowing any list,
deciding anything, repairing what is malformed: that is a `Problem`, and its message is not screened.
"""

from ostrakon.intake.payments.message import Block, FieldClass, Line, Message, Part, Problem
from ostrakon.intake.payments.reader import read_payments

__all__ = ["Block", "FieldClass", "Line", "Message", "Part", "Problem", "read_payments"]
