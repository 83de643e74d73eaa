"""The terminal's door.

Owns: commands, options, exit codes, and how results look in a terminal. Refuses: logic; every command calls
one use case of `app/` and shows what it returns.

A command is a module here with an attribute `command`; `main.py` lists them by name and imports a module only
when its command is called.
"""
