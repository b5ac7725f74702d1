"""Slips in names: undefined ones, those of a library that are misspelt, those that lack `self.` or an import."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator

from graders.code.class_checks import lacks_self
from graders.code.imports import dotted, own_bases, undefined
from graders.code.report import Finding
from graders.code.scopes import Function, Read, Scope
from graders.code.slips import Misspelling, Slip, Subject, runs_on_import, walk
from graders.code.source import Source, methods_of
from graders.code.static_data import attributes, distance, imports, nearest, say, submodules

_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_")) - {"help", "copyright", "credits", "license"}
_LIBRARIES = frozenset({"torch", "nn", "F", "np", "math"})
_DYNAMIC = frozenset({"exec", "globals", "vars", "locals"})
"""What can define names behind the reader's back."""
_MAX_NAMES = 20
"""Undefined names that are looked into; a source with more has one reason for all."""


def attribute_slips(subject: Subject) -> Iterator[Slip]:
    """Yield the misspelt names of torch, torch.nn and torch.nn.functional."""
    source = subject.source
    bases = [base for node in source.classes() for base in node.bases]
    used = {id(node.func) for node in subject.executed_below if isinstance(node, ast.Call)} | {id(base) for base in bases}
    told: set[str] = set()
    for node in dict.fromkeys((*subject.executed_below, *walk(bases))):
        written, meant = _misspelt(source, node, is_used=id(node) in used)
        if not meant or written in told:
            continue
        told.add(written)
        line = getattr(node, "lineno", 1)
        key = "nn-module-case" if meant.endswith(("nn.Module", "import Module")) else "misspelt-attribute"
        yield Slip(say(key, written=written, meant=meant, line=line), Misspelling(written, meant, line))


def name_slips(subject: Subject, provided: Collection[str]) -> Iterator[Slip]:
    """Yield the undefined names that running the entry (or importing the module) comes upon."""
    unknown: dict[str, int] = {}
    told: set[str] = set()
    selfless = {method for node in subject.source.classes() for method in methods_of(node) if lacks_self(subject, method)}
    for read in _undefined(subject.source):
        name = read.node.id
        if name in told or name in provided or not _runs(subject, read) or _is_told_of(read, selfless):
            continue
        if len(told) == _MAX_NAMES:
            break
        told.add(name)
        slip = _slip(subject.source, read)
        if slip is None:
            unknown[name] = read.node.lineno
        else:
            yield slip
    if unknown:
        yield Slip(_nowhere(unknown))


def unreached_names(subject: Subject, provided: Collection[str]) -> Iterator[Finding]:
    """Yield a remark on undefined names in code that is not run."""
    unknown: dict[str, int] = {}
    for read in _undefined(subject.source):
        if read.node.id not in provided and not read.demo and not _runs(subject, read):
            unknown.setdefault(read.node.id, read.node.lineno)
    if unknown:
        yield _nowhere(unknown)


def missing_imports(source: Source, provided: Collection[str]) -> Iterator[Finding]:
    """Yield a remark on the well-known names that were provided."""
    names = list(dict.fromkeys(read.node.id for read in _undefined(source) if read.node.id in provided and not read.demo))
    if names:
        lines = dict.fromkeys(imports()[name] for name in names if name in imports())
        yield say("missing-import", names=names, imports=list(lines))


def _undefined(source: Source) -> list[Read]:
    is_dynamic = any(read.node.id in _DYNAMIC for read in source.scopes.reads)
    if source.scopes.stars or is_dynamic:
        return []
    return [read for read in undefined(source) if not read.guarded]


def _runs(subject: Subject, read: Read) -> bool:
    return not read.demo and (read.node in subject.reached_set or runs_on_import(read.scope))


def _is_told_of(read: Read, selfless: set[Function]) -> bool:
    """Tell whether this is the `self` of a method that is already told to lack it."""
    scope: Scope | None = read.scope if read.node.id == "self" else None
    while scope is not None:
        if scope.node in selfless:
            return True
        scope = scope.parent
    return False


def _slip(source: Source, read: Read) -> Slip | None:
    name, line = read.node.id, read.node.lineno
    around = read.scope.enclosing_class()
    owners = own_bases(source, around) if around is not None and read.scope.kind != "class" else []
    if any(name in source.members[own] for own in owners):
        return Slip(say("missing-self-attribute", written=name, line=line))
    if name == "self":
        return Slip(say("undefined-name/self", line=line, text=source.line(line)))
    meant = _meant(read)
    if meant is None:
        return None
    return Slip(say("undefined-name/near", written=name, meant=meant, line=line), Misspelling(name, meant, line))


def _meant(read: Read) -> str | None:
    """Return the name in sight that is most like an undefined one: first one that differs in case alone, then the nearest."""
    name = read.node.id
    pools = [frozenset(scope.bindings) for scope in read.scope.visible()]
    for pool in (*pools, _LIBRARIES, _BUILTINS):
        same = sorted(known for known in pool if known.lower() == name.lower())
        if same:
            return same[0]
    for pool in pools:
        near = nearest(name, pool)
        if near is not None:
            return near
    known = nearest(name, _BUILTINS | _LIBRARIES)
    return known if known is not None and distance(name, known) == 1 else None


def _nowhere(unknown: dict[str, int]) -> Finding:
    (name, line), *others = unknown.items()
    if not others:
        return say("undefined-name", written=name, line=line)
    return say("undefined-name/several", names=[f"{known} ({number})" for known, number in unknown.items()])


def _misspelt(source: Source, node: ast.AST, *, is_used: bool) -> tuple[str, str]:
    """Return an attribute of a well-known module as it was written and as it was meant, or nothing."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        owner = dotted(source, node.value) or ""
        meant = _meant_member(owner, node.attr, is_used=is_used)
        written = ast.unparse(node.value)
        return f"{written}.{node.attr}", f"{written}.{meant}" if meant else ""
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        for alias in node.names:
            meant = _meant_member(node.module, alias.name, is_used=False)
            if meant:
                return f"from {node.module} import {alias.name}", f"from {node.module} import {meant}"
    return "", ""


def _meant_member(module: str, name: str, *, is_used: bool) -> str | None:
    known = attributes(module)
    if not known or name == "*" or name.startswith("_"):
        return None
    if name in known and not (is_used and f"{module}.{name}" in submodules()):
        return None
    if name in known:
        return next((other for other in sorted(known) if other != name and other.lower() == name.lower()), None)
    return nearest(name, known)
