"""One suspicion about a submission, and which parts of a source the checks look at."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graders.code.calls import reached_nodes
from graders.code.imports import dotted, own_bases
from graders.code.report import Finding
from graders.code.scopes import Function, Scope
from graders.code.source import Entry, Source, entry_node, methods_of, module_statements


@dataclass(frozen=True, slots=True)
class Misspelling:
    """What was written on which line, and what was meant."""

    written: str
    meant: str
    line: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A finding; the misspelling it is about, if it is one, so that several can be told as one."""

    finding: Finding
    misspelling: Misspelling | None = None


@dataclass(frozen=True)
class Subject:
    """A source with the definition that is taken for the entry (None: nothing looks like it, and all of it is looked at)."""

    source: Source
    entry: Entry
    name: str | None

    @cached_property
    def reached(self) -> tuple[ast.AST, ...]:
        """Return the definitions and values that the entry may use."""
        return (self.source.tree,) if self.name is None else reached_nodes(self.source, self.name)

    @cached_property
    def executed(self) -> tuple[ast.AST, ...]:
        """Return what runs: on import, and when the entry is called."""
        return (*module_statements(self.source), *self.reached)

    @cached_property
    def reached_below(self) -> tuple[ast.AST, ...]:
        """Return every node below the reached ones, in order."""
        return tuple(walk(self.reached))

    @cached_property
    def executed_below(self) -> tuple[ast.AST, ...]:
        """Return every node below what runs, in order."""
        return tuple(walk(self.executed))

    @cached_property
    def reached_set(self) -> frozenset[ast.AST]:
        """Return every node below the reached ones."""
        return frozenset(self.reached_below)

    @cached_property
    def called(self) -> Function | None:
        """Return the function, or the method of the class, that the judge calls."""
        node = entry_node(self.source, self.name) if self.name is not None else None
        if self.entry.kind == "function":
            return node if isinstance(node, Function) else None
        methods = [method for method in methods_of(node) if method.name in {self.entry.method, "__call__"}]
        return methods[-1] if methods else None

    def classes(self) -> Iterator[ast.ClassDef]:
        """Yield the reached classes."""
        return (node for node in self.reached_below if isinstance(node, ast.ClassDef))

    def functions(self) -> Iterator[Function]:
        """Yield the reached functions and methods, nested ones included."""
        return (node for node in self.reached_below if isinstance(node, Function))


def walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield every node below the given ones once, in order."""
    seen: set[ast.AST] = set()
    for root in nodes:
        for node in ast.walk(root):
            if node not in seen:
                seen.add(node)
                yield node


def own_statements(function: Function) -> Iterator[ast.AST]:
    """Yield the nodes of a function's own body: nested functions and classes are not entered."""
    pending: list[ast.AST] = list(reversed(function.body))
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
            pending.extend(reversed(list(ast.iter_child_nodes(node))))


def is_module_class(source: Source, node: ast.ClassDef) -> bool:
    """Tell whether a class derives from something of torch.nn, be it misspelt."""
    bases = (base for own in own_bases(source, node) for base in own.bases)
    return any((dotted(source, base) or "").startswith("torch.nn.") for base in bases)


def runs_on_import(scope: Scope) -> bool:
    """Tell whether code in this scope runs when the module is imported: it is in no function."""
    current: Scope | None = scope
    while current is not None:
        if isinstance(current.node, Function | ast.Lambda):
            return False
        current = current.parent
    return True
