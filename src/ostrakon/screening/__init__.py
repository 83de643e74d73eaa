"""Evidence and findings, weighed under a written policy, become a decision.

Owns: the subject of a screening, the policy file, the result and its JSON form, reviewed exemptions (the
good-guy list). Refuses: storage, files, knowing who asked.
"""
