"""How news leaves the house: signed webhooks and mail, as values and rules, and the two modules that speak.

Owns: what an endpoint is and which secrets it has, signatures, when to try again, which addresses may be spoken to,
one attempt over HTTP, one mail. Refuses: what may leave (`cases.leaving` decides that), queues (`database.outbox`).
"""
