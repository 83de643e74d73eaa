"""The door for assistants over standard input and output."""

from __future__ import annotations

from mcp.server.stdio import stdio_server

from ostrakon.server.assistants.desk import Desk
from ostrakon.server.assistants.door import door


async def speak(desk: Desk) -> None:
    """Answer until the other side closes.

    Args:
        desk: at which all is answered.
    """
    server = door(lambda _context: desk)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
