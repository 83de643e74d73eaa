"""Documents a user brings → their text.

Owns: plain text, HTML, PDF, Word and mail from files and standard input: encodings, limits of size, time and memory,
the language of a text, and a plain reason where a document cannot be read. Refuses: finding anything in the text.
"""

from ostrakon.intake.documents.document import SIZE_MAX, Document
from ostrakon.intake.documents.reader import read_bytes, read_file, read_stream

__all__ = ["SIZE_MAX", "Document", "read_bytes", "read_file", "read_stream"]
