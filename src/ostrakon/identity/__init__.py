"""Who may do what: roles, permissions, API keys, people and their sessions, as values.

Owns: the table of roles (`roles`), keys and how they are kept (`keys`), people (`users`), their passwords
(`passwords`) and sessions (`sessions`), whoever acts (`principal`). Refuses: HTTP, databases, cookies.
"""

from ostrakon.identity.principal import Principal
from ostrakon.identity.roles import PERMISSIONS, ROLES, Permission, Role

__all__ = ["PERMISSIONS", "ROLES", "Permission", "Principal", "Role"]
