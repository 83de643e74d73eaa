"""What many texts say, kept in one ledger: each matter once, with every text that reports it.

Owns: which claims and events of several texts are the same matter, and what is told of each party and country over
time. Refuses: reading a text; deciding who is right.
"""
