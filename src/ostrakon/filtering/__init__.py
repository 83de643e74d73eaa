"""Payment messages → hits by field, findings of the rules, and a decision.

Owns: which fields are compared how, names spotted within texts that were cut into lines, the status of a message.
Refuses: formats (intake), scores (match), the policy's numbers (screening), storage.
"""
