"""Payments from a broker: each message decided once, whatever is killed or sent again.

Owns: what makes two deliveries one message, the order of deciding, recording, telling and acknowledging; one file for
each broker. Refuses: deciding (`filtering/`), storage of its own.
"""
