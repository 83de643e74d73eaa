"""Documents a user brings → their text, character by character as given.

Owns: plain text from files and from standard input: encodings, size limits, and a plain reason where a document
cannot be read. Refuses: finding anything in the text. Other kinds (HTML, PDF, Word, mail) are named, not guessed at.
"""

from ostrakon.intake.documents.plain import SIZE_MAX, Document, read_bytes, read_file, read_stream

__all__ = ["SIZE_MAX", "Document", "read_bytes", "read_file", "read_stream"]
