"""What a user brings (records, documents, payments, trade papers) becomes queries with exact positions.

Owns: the readers of the user's own files. Refuses: knowing any list, deciding anything.
"""
