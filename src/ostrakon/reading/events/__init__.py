"""What happened, is planned, or is said to have happened: triggers, arguments, place, time, status.

Owns: events in the scheme's terms with their words. Refuses: whether it is true; that is what sources say of it.
"""
