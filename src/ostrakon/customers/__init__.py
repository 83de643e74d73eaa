"""A customer base laid out so that a change of the lists is looked for in it, and not it in the lists.

Owns: what a customer is filed under, the flat arrays of a segment of customers and their files, footprints of listed
parties (what of them can change a score), pairs of names that share a key, bounds that spare most pairs a closer look.
Refuses: deciding (that is `screening/`), databases, knowing where lists and files lie.

Two rules make an incremental rescreen equal to a full one. Which names are compared is a matter of the two names alone
(`pairs`), never of what else is listed; and whatever a score can depend on is part of a party's footprint or of the
rarities of a customer's words. So a pair of which neither changed has the score that it had.
"""
