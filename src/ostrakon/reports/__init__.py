"""Results as people and programs read them: JSON rows, terminal tables, SVG pictures, one self-contained HTML
page.

Owns: how a result looks. Refuses: computing anything; every figure shown was given.
"""
