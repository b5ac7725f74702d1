"""Python's scoping rules over a syntax tree: which name is bound where, and from where it is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Function = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Kind = Literal["import", "definition", "value", "part", "parameter", "other"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One place that binds a name: `node` is the definition or the value, `module` the dotted name that was imported.

    A `part` is an element of the value (unpacking, a loop's target); `demo` bindings stand below `if __name__ == "__main__"`.
    """

    kind: Kind
    node: ast.AST
    module: str = ""
    demo: bool = False


@dataclass(eq=False, slots=True)
class Scope:
    """The names of one module, class body, function, lambda or comprehension."""

    kind: Literal["module", "class", "function"]
    node: ast.AST
    parent: Scope | None = None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    declared_global: set[str] = field(default_factory=set)

    @property
    def module(self) -> Scope:
        """Return the outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def visible(self) -> Iterator[Scope]:
        """Yield the scopes that a name is looked up in, innermost first: class bodies are not visible from methods."""
        yield self
        scope = self.parent
        while scope is not None:
            if scope.kind != "class":
                yield scope
            scope = scope.parent

    def lookup(self, name: str) -> Scope | None:
        """Return the scope that binds `name`, or None: it is a built-in, or undefined."""
        if name in self.declared_global:
            return self.module if name in self.module.bindings else None
        return next((scope for scope in self.visible() if name in scope.bindings), None)

    def enclosing_class(self) -> ast.ClassDef | None:
        """Return the class whose method (or part of a method) this is."""
        scope: Scope | None = self
        while scope is not None and scope.kind != "class":
            scope = scope.parent
        return scope.node if scope is not None and isinstance(scope.node, ast.ClassDef) else None


@dataclass(frozen=True, slots=True)
class Read:
    """A name that is read. `guarded`: a NameError there would be caught; `demo`: it is not run when the module is imported."""

    node: ast.Name
    scope: Scope
    guarded: bool
    demo: bool


@dataclass(slots=True)
class Scopes:
    """What `collect` found."""

    module: Scope
    reads: list[Read] = field(default_factory=list)
    of_node: dict[ast.AST, Scope] = field(default_factory=dict)
    """The scope in which each name is read, and that which each function and class opens."""
    stars: list[str] = field(default_factory=list)
    patches: list[tuple[str, ast.expr]] = field(default_factory=list)
    """Values assigned to an attribute of a module-level name: `Net.forward = forward`."""


def is_main_guard(node: ast.AST) -> bool:
    """Tell whether this is `if __name__ == "__main__":`."""
    if not (isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and len(node.test.comparators) == 1):
        return False
    sides = (node.test.left, node.test.comparators[0])
    names = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    return names and any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)


def parameters(arguments: ast.arguments) -> list[ast.arg]:
    """Return all parameters in order, starred ones last."""
    starred = [arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *starred]
