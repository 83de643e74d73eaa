"""Keepers of payments seen before: in memory, in a file, in a database for many processes.

Owns: storage, order, size and age of what `rules.payments.seen.Seen` holds. Refuses: what is kept of a payment, and
what follows from it.
"""
