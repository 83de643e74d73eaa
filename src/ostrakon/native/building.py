"""Compiling loops: as code that is written down, or, where that is not possible, in this process.

Importing this module imports numba (extra `fast`).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import llvmlite.binding as llvm
from numba import njit

from ostrakon.native.elf import code_of
from ostrakon.native.entry import Entry, Function

_KINDS = {"i": "int64", "f": "float64"}
_HELPERS = """
define ptr @memset(ptr %to, i32 %value, i64 %count) "no-builtins" {
start:
  %byte = and i32 %value, 255
  %wide = zext i32 %byte to i64
  %eight = mul i64 %wide, 72340172838076673
  %small = trunc i32 %value to i8
  br label %words
words:
  %at = phi i64 [0, %start], [%next, %store]
  %next = add i64 %at, 8
  %fits = icmp ule i64 %next, %count
  br i1 %fits, label %store, label %bytes
store:
  %here = getelementptr i8, ptr %to, i64 %at
  store i64 %eight, ptr %here, align 1
  br label %words
bytes:
  %rest = phi i64 [%at, %words], [%more, %one]
  %left = icmp ult i64 %rest, %count
  br i1 %left, label %one, label %end
one:
  %place = getelementptr i8, ptr %to, i64 %rest
  store i8 %small, ptr %place
  %more = add i64 %rest, 1
  br label %bytes
end:
  ret ptr %to
}
define ptr @memcpy(ptr %to, ptr %from, i64 %count) "no-builtins" {
start:
  br label %bytes
bytes:
  %at = phi i64 [0, %start], [%more, %one]
  %left = icmp ult i64 %at, %count
  br i1 %left, label %one, label %end
one:
  %source = getelementptr i8, ptr %from, i64 %at
  %byte = load i8, ptr %source
  %place = getelementptr i8, ptr %to, i64 %at
  store i8 %byte, ptr %place
  %more = add i64 %at, 1
  br label %bytes
end:
  ret ptr %to
}
"""
"""What LLVM makes of loops that fill or copy memory: calls of two functions of C's library, given here."""


def machine_code(entry: Entry) -> tuple[bytes, int]:
    """Code of the loop for this processor, and where it begins.

    Raises:
        NotPortable: it needs more than itself.
    """
    signature = f"void({', '.join(_KINDS[letter] for letter in entry.arguments)})"
    compiled: Any = njit(signature, nogil=True, error_model="numpy")(_source(entry))
    found = compiled.overloads[compiled.signatures[0]]
    name = found.fndesc.llvm_func_name
    module = llvm.parse_assembly(found.library.get_llvm_str())
    for value in (*module.functions, *module.global_variables):
        if not value.is_declaration and value.name != name:
            value.linkage = "internal"  # numba's bridges to Python are not needed, and fall away
    module.link_in(llvm.parse_assembly(_HELPERS))
    target = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc="pic",
        codemodel="small",
    )
    passes = llvm.create_new_module_pass_manager()
    passes.add_global_dead_code_eliminate_pass()
    passes.run(module, llvm.create_pass_builder(target, llvm.create_pipeline_tuning_options(speed_level=3)))
    return code_of(target.emit_object(module), name)


def in_process(entry: Entry) -> Function:
    """The loop as numba itself runs it, out of numba's cache where it holds it."""
    function: Function = njit(cache=True, nogil=True, error_model="numpy")(_source(entry))
    return function


def _source(entry: Entry) -> Any:
    return getattr(import_module(entry.module), entry.function)
