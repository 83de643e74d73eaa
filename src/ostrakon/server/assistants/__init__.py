"""The door for assistants (Model Context Protocol, extra `ostrakon[mcp]`): tools that look and change nothing.

Owns: the tools (`tools`, `schemas`), how their answers are worded (`wording`), who asks and where it is recorded
(`desk`, `local`), the protocol (`door`), the route over HTTP (`route`). Refuses: deciding, opening cases, advice.
"""
