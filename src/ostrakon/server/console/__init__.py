"""The console: pages for people, drawn by the server, usable without script, with the keyboard alone.

Owns: sessions in cookies and the tokens of forms (`visits`), the frame of every page (`pages`), one module a page,
templates and static files, the table of keys (`keyboard`). Refuses: deciding, computing evidence, writing around the
use cases of `app`.
"""
