"""Use cases, and the one place where settings are read and parts are wired.

Owns: what a door can ask for (import, update, status, differences, screening, reading), each in a file of its
own. Refuses: protocols, terminals, and details of any room below.
"""
