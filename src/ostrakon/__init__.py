"""Ostrakon: may we deal with this party, this payment, this shipment, and why (not)?

`from ostrakon import Ostrakon` opens a store read-only; everything else is reached through it or through the
`ostrakon` command. Names are imported on first use, so that `import ostrakon` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ostrakon.app.engine import Ostrakon

__version__ = "0.1.0"
__all__ = ["Ostrakon", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "Ostrakon":
        from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # lazy: it brings numpy

        return Ostrakon
    raise AttributeError(f"module 'ostrakon' has no attribute {name!r}")
