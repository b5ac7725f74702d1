"""Which library thing an expression names: `F.conv2d` is torch.nn.functional.conv2d, however it was imported."""

from __future__ import annotations

import ast
import builtins
import importlib.util
from collections.abc import Iterator

from graders.code.scopes import Binding, Read, Scope
from graders.code.source import Source
from graders.code.static_data import attributes, imported_module, imports

_BUILTINS = frozenset(dir(builtins)) | {"__file__", "__annotations__", "__builtins__", "__path__"}
_IN_CLASSES = frozenset({"__class__", "__module__", "__qualname__"})
_MAX_HOPS = 8
"""Aliases of aliases that are followed."""
_MAX_ANCESTORS = 20


def undefined(source: Source) -> Iterator[Read]:
    """Yield the reads of names that are bound nowhere in sight."""
    for read in source.scopes.reads:
        name = read.node.id
        known = name in _BUILTINS or (name in _IN_CLASSES and read.scope.enclosing_class() is not None)
        if not known and not _is_bound(read, name):
            yield read


def provided_imports(source: Source) -> tuple[str, ...]:
    """Return the import lines to run before a submission that uses well-known names without importing them.

    Nothing is provided for a name that the submission binds itself, nor an import of what is not installed.
    """
    names = dict.fromkeys(read.node.id for read in undefined(source) if read.node.id in imports() and not read.demo)
    return tuple(dict.fromkeys(imports()[name] for name in names if _is_installed(imported_module(name))))


def dotted(source: Source, node: ast.expr, *, hops: int = _MAX_HOPS) -> str | None:
    """Return the dotted library name of an expression: `torch.nn.Module`, `builtins.sorted`.

    It is None for what the submission defines or computes itself, and begins with a dot for an attribute of that: `.sort`.
    """
    if hops <= 0:
        return None
    match node:
        case ast.Name():
            return _dotted_name(source, node, hops)
        case ast.Attribute():
            return _member(dotted(source, node.value, hops=hops - 1 if isinstance(node.value, ast.Call) else hops), node.attr)
        case ast.NamedExpr():
            return dotted(source, node.value, hops=hops - 1)
        case ast.Call(args=[ast.expr() as owner, ast.Constant(value=str(attribute)), *_]):
            is_getattr = dotted(source, node.func, hops=hops - 1) == "builtins.getattr"
            return _member(dotted(source, owner, hops=hops - 1), attribute) if is_getattr else None
        case ast.Call(args=[ast.Constant(value=str(module)), *_]):
            imports_it = dotted(source, node.func, hops=hops - 1) in {"builtins.__import__", "importlib.import_module"}
            return module if imports_it else None
    return None


def sole_value(source: Source, node: ast.Name) -> ast.expr | None:
    """Return the value of a name that is assigned just once."""
    bindings = _bindings(source, node)
    if len(bindings) == 1 and bindings[0].kind == "value" and isinstance(bindings[0].node, ast.expr):
        return bindings[0].node
    return None


def own_class(source: Source, node: ast.expr) -> ast.ClassDef | None:
    """Return the submission's own class that an expression names."""
    bindings = _bindings(source, node) if isinstance(node, ast.Name) else []
    last = bindings[-1].node if bindings else None
    return last if isinstance(last, ast.ClassDef) else None


def own_bases(source: Source, node: ast.ClassDef) -> list[ast.ClassDef]:
    """Return a class and those of its ancestors that the submission defines, nearest first, at most `_MAX_ANCESTORS`."""
    found: dict[ast.ClassDef, None] = {}
    pending = [node]
    while pending and len(found) < _MAX_ANCESTORS:
        current = pending.pop(0)
        if current not in found:
            found[current] = None
            pending.extend(own for base in current.bases if (own := own_class(source, base)) is not None)
    return list(found)


def _is_bound(read: Read, name: str) -> bool:
    scope = read.scope.lookup(name)
    if scope is None:
        return False
    # An import below `if __name__ == "__main__"` is not there when the judge imports the module.
    return read.demo or not all(binding.demo and binding.kind == "import" for binding in scope.bindings[name])


def _is_installed(module: str) -> bool:
    return importlib.util.find_spec(module.partition(".")[0]) is not None


def _member(owner: str | None, attribute: str) -> str:
    return f".{attribute}" if owner is None or owner.startswith(".") else f"{owner}.{attribute}"


def _bindings(source: Source, node: ast.Name) -> list[Binding]:
    scope: Scope | None = source.scopes.of_node.get(node)
    owner = scope.lookup(node.id) if scope is not None else None
    return owner.bindings[node.id] if owner is not None else []


def _dotted_name(source: Source, node: ast.Name, hops: int) -> str | None:
    bindings = _bindings(source, node)
    if not bindings:
        return _dotted_unbound(source, node.id)
    # Of an import and a definition of one's own the definition counts; of `try: import x`, `except: x = None` the import.
    if any(binding.kind in {"definition", "parameter"} for binding in bindings):
        return None
    imported = [binding.module for binding in bindings if binding.kind == "import"]
    if imported:
        return imported[-1]
    value = sole_value(source, node)
    return dotted(source, value, hops=hops - 1) if value is not None else None


def _dotted_unbound(source: Source, name: str) -> str | None:
    if name in _BUILTINS:
        return f"builtins.{name}"
    if name in imports():
        return imported_module(name)
    stars = source.scopes.stars
    likely = [module for module in stars if name in attributes(module)] or stars
    return f"{likely[-1]}.{name}" if likely else None
