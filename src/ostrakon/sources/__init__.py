"""Official list files → entities and issues, one file per format.

Owns: how each publisher writes its list, what every field of it means, and which fields are left unused (by
a reviewed table, never in silence). Refuses: the network, and opinions: what is ambiguous becomes an issue in
the result, not a guess.

A format is a module with a `FORMAT` (see `base.Format`); `registry.py` lists them all. Input may be plain,
`.gz`, `.xz` or `.zip`, and is read as a stream under limits (`files.py`); XML is read without entities, DTDs
or network (`xml.py`).
"""
