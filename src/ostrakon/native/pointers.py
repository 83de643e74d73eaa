"""Plain pointers into arrays, for compiled code only.

numba counts the references to every array that one of its functions hands to another, with atomic operations; in
comparisons of a few nanoseconds that was most of the time. A pointer is not counted. Nobody but the caller of the one
entry keeps the memory alive, so pointers are made only of arrays that were passed to it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import from_dtype, types
from numba.core import cgutils
from numba.extending import intrinsic


def _pointer(_context: Any, array: Any) -> Any:
    """Pointer to the first item of an array of numbers; `p[i]` reads, `p[i] = x` writes, nothing is checked."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), build  # type: ignore[no-untyped-call]


def _record(_context: Any, records: Any, place: Any) -> Any:
    """One record of an array of records, by a pointer of `pointer`."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.gep(arguments[0], [arguments[1]])

    return records.dtype(records, place), build


def pointer_to(dtype: np.dtype[Any]) -> Any:
    """Function of compiled code that makes a pointer to items of this type of an address."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    def typed(_context: Any, address: Any) -> Any:
        return types.CPointer(from_dtype(dtype))(address), build  # type: ignore[no-untyped-call]

    return intrinsic(typed)


def _soon(_context: Any, items: Any, place: Any) -> Any:
    """Ask for an item that will be read in a while, by a pointer: memory answers in the time of a hundred steps."""

    def build(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        address = builder.bitcast(builder.gep(arguments[0], [arguments[1]]), ir.IntType(8).as_pointer())
        how = [ir.Constant(ir.IntType(32), value) for value in (_READ, _KEEP, _DATA)]
        kind = ir.FunctionType(ir.VoidType(), [address.type, *(value.type for value in how)])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]
        builder.call(prefetch, [address, *how])
        return _context.get_dummy_value()

    return types.void(items, place), build


_READ, _KEEP, _DATA = 0, 3, 1
"""What is asked of the processor: to read, to keep what is read near, that it is no code."""

pointer: Any = intrinsic(_pointer)
record: Any = intrinsic(_record)
soon: Any = intrinsic(_soon)
