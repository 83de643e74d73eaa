"""Mutants: small changes of a module's code, each of which a test should notice.

One mutant is one change at one place. Left alone are annotations, docstrings, the words of errors (inside `raise`),
`strict=` of `zip` and what only type checkers read: a change there is no change of what the program does. So is one of
a line that ends in `# saves time alone`: without it the answers are the same and come later, which no test may assert.
The mark is for such lines and no others, and stands in the code so that whoever reads it can judge.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.Div,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitAnd, ast.Pow: ast.Mult,
}  # fmt: skip
TIME_ALONE = "# saves time alone"
_NO_BEHAVIOUR = {"annotation", "returns", "type_params", "decorator_list", "format_spec"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        line: where it stands.
        first, last: the lines of its statement up to its end; of a branch or loop those of the head.
        what: the change in words.
        place, choice: which node of the module, and which change of it.
    """

    line: int
    first: int
    last: int
    what: str
    place: int
    choice: int


def mutants(source: str) -> list[Mutant]:
    """All mutants of a module, in the order of the text."""
    found = []
    lines = source.splitlines()
    first = 0
    for place, node in enumerate(_places(ast.parse(source))):
        if isinstance(node, ast.stmt):
            first = node.lineno
        for choice, (what, _) in enumerate(_changes(node)):
            head = node.test if isinstance(node, ast.If | ast.While) else node
            line, last = getattr(node, "lineno", first), getattr(head, "end_lineno", first)
            if not lines[line - 1].endswith(TIME_ALONE):
                found.append(Mutant(line, first, last, what, place, choice))
    return found


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module with one change."""
    tree = ast.parse(source)
    node = list(_places(tree))[mutant.place]
    _, changed = _changes(node)[mutant.choice]
    _Replace(node, changed).visit(tree)
    return ast.fix_missing_locations(tree)


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self._old:
            return ast.copy_location(self._new, node)
        return super().generic_visit(node)


def _places(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that may be changed, depth first."""
    yield from _below(tree)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in _NO_BEHAVIOUR or (name == "keywords" and isinstance(node, ast.ClassDef)):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _left_alone(child):
                continue
            yield child
            yield from _below(child)


def _left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Assert() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring, or an ellipsis
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Call(func=ast.Name(id="cast" | "TypeVar")):
            return True
        case ast.keyword(arg="strict"):  # of `zip`: an assertion of the programmer's
            return True
    return False


def _changes(node: ast.AST) -> list[tuple[str, ast.AST]]:
    """What can be made of a node, with the words for each."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in _COMPARISONS:
            return [_with(node, ops=[_COMPARISONS[type(operator)]()])]
        case ast.BoolOp(op=operator):
            return [_with(node, op=ast.Or() if isinstance(operator, ast.And) else ast.And())]
        case ast.BinOp(op=operator) | ast.AugAssign(op=operator) if type(operator) in _SUMS:
            return [_with(node, op=_SUMS[type(operator)]())]
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            return [(f"{_text(node)} → {_text(operand)}", copy.deepcopy(operand))]
        case ast.Constant(value=bool(value)):
            return [_with(node, value=not value)]
        case ast.Constant(value=int(value) | float(value)):
            return [_with(node, value=value + 1)]
        case ast.Constant(value=str(value)):
            return [_with(node, value=value + "XX")]
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            negated = ast.UnaryOp(op=ast.Not(), operand=test)
            changed = copy.copy(node)
            changed.test = negated  # type: ignore[attr-defined]
            return [(f"if {_text(test)} → if not …", changed)]
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [(f"{_text(node)} → return None", ast.Return(value=ast.Constant(value=None)))]
        case ast.Break():
            return [("break → continue", ast.Continue())]
        case ast.Continue():
            return [("continue → break", ast.Break())]
        case ast.Expr(value=ast.Call()):
            return [(f"{_text(node)} → pass", ast.Pass())]
    return []


def _with(node: ast.AST, **fields: object) -> tuple[str, ast.AST]:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return f"{_text(node)} → {_text(changed)}", changed


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "…"
