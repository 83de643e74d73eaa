"""Compiled loops as plain files of machine code, which a process maps instead of loading a compiler.

numba with LLVM costs a process 60 MB of its own and a third of a second before the first call; what it makes of loops
over plain addresses needs neither of them. So the one process that compiles writes the code down (`building`, through
`elf`), and every other one maps the file, read-only and shared (`image`).

Owns the form of these files. Refuses to know what the code is for: names, lists and indexes are handed over as
addresses.
"""
