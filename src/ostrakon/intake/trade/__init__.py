"""Trade documents (bill of lading, invoice, packing list, letter of credit) → what they say, each text with its place.

Owns: JSON, CSV and SWIFT MT forms of such documents; a user's register of vessels; the official UN/LOCODE file.
Refuses:
knowing any list, judging goods or routes; ignoring a field: what is unknown is named, and screened as free text.
"""

from ostrakon.intake.trade.paper import Firm, Goods, Happening, Spot, TradePaper, Vessel
from ostrakon.intake.trade.reader import read_trade

__all__ = ["Firm", "Goods", "Happening", "Spot", "TradePaper", "Vessel", "read_trade"]
