"""Does the filter find what it must? Test populations, other spellings, rates with their uncertainty, reports.

Owns: what is drawn from the lists and how it is written otherwise, what counts as found, every figure of the report,
and adapters to other filters. Refuses: tuning anything; thresholds of its own.
"""
