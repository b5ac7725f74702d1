"""A submission's Python source: parsed (never run), with the scopes of its names and its entry point."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from graders.code.scopes import Binding, Function, Scope, Scopes, is_main_guard, parameters
from graders.code.scoping import collect
from graders.code.syntax import BadSyntax, explain

MAX_SOURCE_CHARS = 40_000
"""An answer is a page or two; the parser's time and memory grow with the source."""
MAX_NODES = 20_000
"""Nodes of the syntax tree; 300 lines have some 5,000."""
MAX_DEPTH = 120
"""Levels of the syntax tree. Real code stays below 40; what walks the tree takes some four frames a level, of Python's 1,000."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a task asks to define: a function, or a class with `method`. `names` are the spellings the statement uses.

    arity     fewest and most positional arguments that the judge passes to the function (or to `method`, self not counted)
    in_place  the result may be left in an argument, so that nothing need be returned
    """

    kind: Literal["function", "class"]
    names: tuple[str, ...]
    method: str = "forward"
    arity: tuple[int, int] = (0, 99)
    in_place: bool = False


@dataclass(frozen=True, eq=False)
class Source:
    """A source that parses. What several checks ask for again and again is computed once."""

    text: str
    tree: ast.Module
    scopes: Scopes

    @property
    def module(self) -> Scope:
        """Return the module's scope."""
        return self.scopes.module

    def line(self, number: int) -> str:
        """Return one line, counted from 1, without its indentation."""
        lines = self.text.splitlines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    @cached_property
    def members(self) -> Mapping[ast.ClassDef, frozenset[str]]:
        """Return what each class defines in its body or assigns to an attribute of an object."""
        return {
            node: frozenset(self.scopes.of_node[node].bindings)
            | {item.attr for item in _attributes(node) if isinstance(item.ctx, ast.Store)}
            for node in self.classes()
        }

    @cached_property
    def first_parameters(self) -> Mapping[ast.ClassDef, frozenset[str]]:
        """Return the names under which each class's methods know the object."""
        return {
            node: frozenset(names[0].arg for method in methods_of(node) if (names := parameters(method.args)))
            for node in self.classes()
        }

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Return every node of the source."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def used_attributes(self) -> frozenset[str]:
        """Return the names of all attributes that are read or assigned, those of `super()` aside."""
        return frozenset(node.attr for node in _attributes(self.tree) if not _is_super(node.value))

    @cached_property
    def used_of_self(self) -> frozenset[str]:
        """Return the attributes of `self`."""
        return frozenset(
            node.attr for node in _attributes(self.tree) if isinstance(node.value, ast.Name) and node.value.id == "self"
        )

    def classes(self) -> Iterator[ast.ClassDef]:
        """Yield the classes that are defined anywhere."""
        return (node for node in self.nodes if isinstance(node, ast.ClassDef))

    def top_level(self) -> Iterator[tuple[str, Binding]]:
        """Yield the names that the module defines or assigns when it is imported, in order."""
        bound = [(name, binding) for name, bindings in self.module.bindings.items() for binding in bindings]
        bound.sort(key=lambda pair: getattr(pair[1].node, "lineno", 0))
        return ((name, binding) for name, binding in bound if binding.kind in {"definition", "value"} and not binding.demo)


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def parse(source: str) -> Source | BadSyntax:
    """Parse a source without running it. Never raises, whatever the source."""
    if len(source) > MAX_SOURCE_CHARS:
        return BadSyntax(1, "", "", "too-long")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes and the like: Python's to say, when it runs the code
            tree = ast.parse(source)
    except SyntaxError as error:
        return explain(source, error)
    except (RecursionError, MemoryError):
        return BadSyntax(1, "", "", "too-deep")
    except ValueError:  # null bytes, lone surrogates
        return BadSyntax(1, "", "", "unreadable")
    excess = _excess(tree)
    if excess:
        return BadSyntax(1, "", "", excess)
    stray = _stray_return(tree)
    if stray is not None:
        return BadSyntax(stray.lineno, source.splitlines()[stray.lineno - 1].strip(), "'return' outside function", "stray-return")
    return Source(source, tree, collect(tree))


def entry_of(source: Source, entry: Entry) -> str | None:
    """Return the name of the entry's definition (`Solution.corr2d` for a method), or None when there is none.

    The exact name wins over other spellings (Conv2d, CONV2D, corr_2d), a definition over a method of `class Solution`, the last
    over the first.
    """
    found: list[tuple[tuple[bool, bool, int], str]] = []
    for order, (name, is_top_level) in enumerate(_candidates(source, entry.kind)):
        last = name.rpartition(".")[2]
        if squeezed(last) in {squeezed(wanted) for wanted in entry.names}:
            found.append(((last in entry.names, is_top_level, order), name))
    return max(found)[1] if found else None


def entry_node(source: Source, name: str) -> ast.AST | None:
    """Return the definition or the value that `entry_of` named: the function, class, lambda, or what the name is assigned."""
    scope, *attributes = name.split(".")
    node = _last(source, scope)
    for _ in range(5):  # follow `corr2d = other_name`
        if not isinstance(node, ast.Name) or node.id == scope:
            break
        scope, node = node.id, _last(source, node.id)
    for attribute in attributes:
        methods = [method for method in methods_of(node) if method.name == attribute]
        node = methods[-1] if methods else None
    return node


def defined_names(source: Source, kind: Literal["function", "class"]) -> list[str]:
    """Return the names of that kind's definitions: at the top level, or (for functions) the methods of `class Solution`."""
    return [name for name, _ in _candidates(source, kind)]


def methods_of(node: ast.AST | None) -> list[Function]:
    """Return the methods in a class's own body."""
    body = node.body if isinstance(node, ast.ClassDef) else []
    return [item for item in body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)]


def squeezed(name: str) -> str:
    """Return a name without the case and the underscores in which its spellings differ."""
    return name.replace("_", "").lower()


def module_statements(source: Source) -> Iterator[ast.stmt]:
    """Yield what runs when the module is imported: all but definitions and the `__main__` block."""
    for statement in source.tree.body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not is_main_guard(statement):
            yield statement


def _last(source: Source, name: str) -> ast.AST | None:
    bindings = [binding for binding in source.module.bindings.get(name, ()) if not binding.demo]
    return bindings[-1].node if bindings else None


def _candidates(source: Source, kind: Literal["function", "class"]) -> Iterator[tuple[str, bool]]:
    for name, binding in source.top_level():
        node = binding.node
        if isinstance(node, ast.ClassDef) and kind == "function" and name.lower() == "solution":
            yield from ((f"{name}.{method.name}", False) for method in methods_of(node) if not method.name.startswith("__"))
        elif _is_of_kind(source, node, kind):
            yield name, True


def _is_of_kind(source: Source, node: ast.AST, kind: Literal["function", "class"], *, hops: int = 5) -> bool:
    """Tell whether a definition or an assigned value could be the entry. A call's value (`conv = Conv()`) is taken for callable."""
    match node:
        case ast.ClassDef():
            return kind == "class"
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.Call():
            return kind == "function"
        case ast.Name():
            target = _last(source, node.id)
            return hops > 0 and target is not None and _is_of_kind(source, target, kind, hops=hops - 1)
        case ast.Attribute():
            return True
    return False


def _attributes(root: ast.AST) -> Iterator[ast.Attribute]:
    return (node for node in ast.walk(root) if isinstance(node, ast.Attribute))


def _excess(tree: ast.Module) -> str:
    """Return the text that says what there is too much of, or nothing."""
    level: Sequence[ast.AST] = [tree]
    count = 0
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        count += len(level)
        if count > MAX_NODES:
            return "too-long"
        if not level:
            return ""
    return "too-deep"


def _stray_return(tree: ast.Module) -> ast.Return | None:
    """Return a `return` outside any function: `ast.parse` lets it pass, and it is what lost indentation looks like."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Return):
            return node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.expr):
            pending.extend(reversed(list(ast.iter_child_nodes(node))))
    return None
