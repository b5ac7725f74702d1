"""Which library calls the entry reaches, and which of them the task asks to write oneself."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from graders.code.imports import dotted, own_bases, own_class, sole_value
from graders.code.report import Finding
from graders.code.scopes import Binding
from graders.code.source import Source
from graders.code.static_data import say
from knowledge.models import Text

MAX_NAMED = 3
"""Forbidden calls that one finding names."""


@dataclass(frozen=True, slots=True)
class Call:
    """A library thing that is called or referred to. A method of an unknown receiver has a canonical name like `.sort`."""

    canonical: str
    written: str
    line: int


def reached_nodes(source: Source, entry_name: str) -> tuple[ast.AST, ...]:
    """Return the definitions and values that running the entry may use: its own first, then what these refer to."""
    pending = _live(source, entry_name.partition(".")[0])
    reached: dict[ast.AST, None] = {}
    names = {entry_name.partition(".")[0]}
    while pending:
        node = pending.pop(0)
        if node in reached:
            continue
        reached[node] = None
        for name in _global_reads(source, node) - names:
            names.add(name)
            pending.extend(_live(source, name))
    return tuple(reached)


def reached_calls(source: Source, entry_name: str) -> tuple[Call, ...]:
    """Return the library calls and references that the entry reaches, in order of lines, each once a line.

    Module-level demos, self-checks, annotations, unused imports and helpers of one's own do not count.
    """
    return calls_in(source, reached_nodes(source, entry_name))


def calls_in(source: Source, nodes: Sequence[ast.AST]) -> tuple[Call, ...]:
    """Return the library calls and references below the nodes, in order of lines, each once a line."""
    found = {(call.line, call.canonical): call for node in nodes for call in _calls(source, node)}
    return tuple(sorted(found.values(), key=lambda call: call.line))


def forbidden_calls(calls: Sequence[Call], patterns: Sequence[str]) -> tuple[Call, ...]:
    """Return the calls whose canonical name matches one of the case-sensitive globs, such as `torch*.conv2d`."""
    return tuple(call for call in calls if any(fnmatchcase(call.canonical, pattern) for pattern in patterns))


def forbidden_finding(calls: Sequence[Call], allowed: Text | None = None) -> Finding:
    """Say what was called where (at least one call), and what the task allows instead."""
    named = list(dict.fromkeys((call.written, call.line) for call in calls))[:MAX_NAMED]
    first, line = named[0]
    if len(named) == 1:
        finding = say("forbidden-call", call=first, line=line)
    else:
        finding = say("forbidden-call/several", calls=[f"{written} ({number})" for written, number in named])
    if allowed is None:
        return finding
    return Finding(finding.id, Text(en=f"{finding.say.en} {allowed.en}", zh=f"{finding.say.zh}{allowed.zh}"))


def _global_reads(source: Source, root: ast.AST) -> set[str]:
    reads = ((node.id, source.scopes.of_node.get(node)) for node in ast.walk(root) if isinstance(node, ast.Name))
    return {name for name, scope in reads if scope is not None and scope.lookup(name) is source.module}


def _live(source: Source, name: str) -> list[ast.AST]:
    """Return what a module-level name may stand for when the entry runs: its last definition, and what is assigned after it."""
    bindings = [binding for binding in source.module.bindings.get(name, ()) if not binding.demo and _has_value(binding)]
    last = max((index for index, binding in enumerate(bindings) if binding.kind == "definition"), default=0)
    patched = [value for owner, value in source.scopes.patches if owner == name]
    return [*(binding.node for binding in bindings[last:]), *patched]


def _has_value(binding: Binding) -> bool:
    return binding.kind in {"definition", "value", "part"}


def _calls(source: Source, root: ast.AST) -> Iterator[Call]:
    pending: list[ast.AST] = [root]
    while pending:
        node = pending.pop()
        canonical = _canonical(source, node)
        if canonical is not None and isinstance(node, ast.expr):
            yield Call(canonical, _written(node), node.lineno)
        if canonical is None or canonical.startswith(".") or not isinstance(node, ast.Name | ast.Attribute):
            pending.extend(_children(source, node))


def _canonical(source: Source, node: ast.AST) -> str | None:
    match node:
        case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
            name = dotted(source, node)
            return None if name is None or name.startswith(".") else name
        case ast.Call(func=ast.Name() | ast.Attribute() as function):
            name = dotted(source, function) or ""
            return name if name.startswith(".") and not _is_own_method(source, function) else dotted(source, node)
        case ast.Call():
            return dotted(source, node) or dotted(source, node.func)
    return None


def _written(node: ast.expr) -> str:
    return ast.unparse(node.func if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute) else node)


def _children(source: Source, node: ast.AST) -> list[ast.AST]:
    """Return the parts of a node that run: no annotations, no class that is only tested for."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.decorator_list, *_defaults(node.args), *node.body]
        case ast.Lambda():
            return [*_defaults(node.args), node.body]
        case ast.AnnAssign():
            return [node.value] if node.value is not None else []
        case ast.Call(args=[tested, _]) if dotted(source, node.func) in {"builtins.isinstance", "builtins.issubclass"}:
            return [tested]
    return list(ast.iter_child_nodes(node))


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default is not None)]


def _is_own_method(source: Source, function: ast.Name | ast.Attribute) -> bool:
    """Tell whether a method call is one of a class that the submission defines itself."""
    if isinstance(function, ast.Name):
        value = sole_value(source, function)
        return isinstance(value, ast.Attribute) and _is_own_method(source, value)
    owner = _receivers_class(source, function.value)
    return owner is not None and any(function.attr in source.members[own] for own in own_bases(source, owner))


def _receivers_class(source: Source, receiver: ast.expr) -> ast.ClassDef | None:
    match receiver:
        case ast.Call(func=called):
            return own_class(source, called)
        case ast.Name(id=name):
            scope = source.scopes.of_node.get(receiver)
            around = scope.enclosing_class() if scope is not None else None
            if around is not None and name in source.first_parameters[around]:
                return around
            value = sole_value(source, receiver)
            return own_class(source, receiver) or (_receivers_class(source, value) if isinstance(value, ast.Call) else None)
    return None
