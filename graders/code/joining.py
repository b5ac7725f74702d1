"""Make one source of several blocks: the last one that defines the entry, and what it needs of the others."""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from graders.code.language import LITERALS, Language, parse

_BUILTINS = frozenset(dir(builtins))
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_PYTHON_NAMES = re.compile(
    r"^(?:async\s+)?(?:def|class)\s+(\w+)|^(\w+)[ \t]*=(?!=)|^(?:import|from)[ \t]+.*?\b(\w+)[ \t]*$",
    re.MULTILINE,
)
_PYTHON_METHODS = re.compile(r"^[ \t]+def\s+(\w+)", re.MULTILINE)
_CPP_TAIL = re.compile(r"(?P<name>[A-Za-z_]\w*)[ \t]*(?:\([^{};()]*\)[^{};()]*\{|(?:\[[^\]]*\][ \t]*)*(?:=|;|\{))")
_CPP_TYPE = re.compile(r"\b(?:struct|class|enum|union|using|#[ \t]*define)\s+(\w+)")
_CPP_METHOD = re.compile(r"\b([A-Za-z_]\w*)[ \t]*\([^{};()]*\)\s*(?:const\s*)?\{")
_CPP_ALWAYS = re.compile(r"[ \t]*(?:#[ \t]*(?:include|pragma)|using\s+namespace)\b")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A top-level statement: its text, the names it binds, changes and needs. `is_always`: its effect has no name."""

    text: str
    binds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    is_always: bool = False
    is_definition: bool = False


@dataclass(slots=True)
class _Part:
    """A block and its units; `kept` are the indices of those that are taken."""

    text: str
    units: list[_Unit]
    kept: set[int] = field(default_factory=set)

    def taken(self) -> str:
        """Return the text of what is kept: the block as it is, comments and all, if that is everything."""
        if len(self.kept) == len(self.units):
            return self.text.strip("\n")
        return "\n".join(unit.text for at, unit in enumerate(self.units) if at in self.kept)

    def leave_out(self, units: Sequence[_Unit]) -> None:
        """Forget units that went elsewhere."""
        if units:
            self.units = [unit for unit in self.units if unit not in units]
            self.text = "\n".join(unit.text for unit in self.units)


@dataclass(frozen=True, slots=True)
class Joined:
    """One source, whether it comes from more than one block, and whether something was left out."""

    source: str
    is_joined: bool
    is_chosen: bool


def definers(sources: Sequence[str], language: Language, entries: Sequence[str]) -> list[int]:
    """Return which sources define the entry: under its exact name if any does, else with other case or underscores."""
    names = [_defined(source, language) for source in sources]
    exact = [at for at, defined in enumerate(names) if not defined.isdisjoint(entries)]
    squeezed = {_squeezed(entry) for entry in entries}
    return exact or [at for at, defined in enumerate(names) if any(_squeezed(name) in squeezed for name in defined)]


def join(sources: Sequence[str], language: Language, entries: Sequence[str]) -> Joined:
    """Return one source of several, none of them empty, in the order in which they were sent."""
    defining = definers(sources, language, entries)
    if not defining:
        whole = "\n\n".join(source.strip("\n") for source in sources)
        if language is Language.CPP or parse(whole) is not None:
            return Joined(_future_first(whole), is_joined=len(sources) > 1, is_chosen=False)
        return Joined(max(sources, key=len).strip("\n"), is_joined=False, is_chosen=len(sources) > 1)
    parts = [_Part(source, _units(source, language)) for source in sources]
    main = parts[defining[-1]]
    before, after = parts[: defining[-1]], parts[defining[-1] + 1 :]
    has_methods = language is Language.PYTHON and _correct_methods(main, after)
    has_corrections = _correct(main, after, entries) or has_methods
    main.kept = set(range(len(main.units)))
    bound = frozenset[str]().union(*(unit.binds for unit in main.units))
    needed = frozenset[str]().union(*(unit.needs for unit in main.units)) - bound
    needed = _keep(before, needed, always=True)
    _keep(after, needed, always=False)
    others = [part for part in (*before, *after) if part.kept]
    text = "\n\n".join(part.taken() for part in (*others, main))
    if language is Language.PYTHON and parse(text) is None and parse(main.text) is not None:
        others, text = [], main.text.strip("\n")
    left_out = any(len(part.kept) < len(part.units) for part in parts)
    return Joined(_future_first(text), is_joined=bool(others) or has_corrections, is_chosen=left_out)


def _keep(parts: Sequence[_Part], needed: frozenset[str], *, always: bool) -> frozenset[str]:
    """Mark what binds the needed names, and what that needs in turn, last first. Return the names that remain."""
    for part in reversed(parts):
        changed: set[str] = set()
        for at in reversed(range(len(part.units))):
            unit = part.units[at]
            if (always and unit.is_always) or unit.binds & needed or unit.changes & needed:
                part.kept.add(at)
                changed |= unit.changes & needed
                needed = (needed - unit.binds) | (unit.needs - _BUILTINS)
    return needed


def _correct(main: _Part, after: Sequence[_Part], entries: Sequence[str]) -> bool:
    """Put later definitions of what the main block defines in its place: `oops, the helper should be`."""
    own = {unit.binds: at for at, unit in enumerate(main.units) if unit.is_definition and unit.binds.isdisjoint(entries)}
    found = False
    for part in after:
        corrections = [unit for unit in part.units if unit.is_definition and unit.binds in own]
        for unit in corrections:
            main.text = main.text.replace(main.units[own[unit.binds]].text, unit.text, 1)
            main.units[own[unit.binds]] = unit
        part.leave_out(corrections)
        found = found or bool(corrections)
    return found


def _correct_methods(main: _Part, after: Sequence[_Part]) -> bool:
    """Put functions with a `self` that were sent alone into the main block's last class: `forward should be`."""
    found = False
    for part in after:
        methods = [
            unit for unit in part.units if unit.is_definition and re.search(r"^(?:async )?def \w+\(self\b", unit.text, re.MULTILINE)
        ]
        tree = parse(main.text)
        if not methods or tree is None or not any(isinstance(node, ast.ClassDef) for node in tree.body):
            continue
        for unit in methods:
            main.text = _with_method(main.text, unit)
        main.units = _python_units(main.text)
        part.leave_out(methods)
        found = True
    return found


def _with_method(source: str, method: _Unit) -> str:
    """Return a source with a method in the last class, instead of the one of that name if there is one."""
    lines = source.split("\n")
    tree = parse(source)
    owner = [node for node in (tree.body if tree else ()) if isinstance(node, ast.ClassDef)][-1]
    old = [item for item in owner.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name in method.binds]
    start, stop = (_first_line(old[-1]), old[-1].end_lineno) if old else (owner.end_lineno, owner.end_lineno)
    return "\n".join([*lines[:start], textwrap.indent(method.text, " " * owner.body[0].col_offset), *lines[stop:]])


def _first_line(statement: ast.stmt) -> int:
    """Return the index of a statement's first line, decorators included."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1


def _future_first(source: str) -> str:
    """Return a source with its `from __future__` lines on top, where Python wants them."""
    lines = source.split("\n")
    future = [line for line in lines if line.startswith("from __future__ ")]
    if not future or parse(source) is None:
        return source
    if lines[: len(future)] == future or source.find("from __future__") == source.rfind("from __future__"):
        return source
    return "\n".join([*dict.fromkeys(future), *(line for line in lines if not line.startswith("from __future__ "))])


def _squeezed(name: str) -> str:
    return name.replace("_", "").lower()


def _defined(source: str, language: Language) -> set[str]:
    if language is Language.CPP:
        methods = _CPP_METHOD.findall(source) if "class Solution" in source else ()
        return {name for unit in _cpp_units(source) for name in unit.binds}.union(methods)
    tree = parse(source)
    if tree is None:
        groups = [*_PYTHON_NAMES.findall(source), *(_PYTHON_METHODS.findall(source) if "class Solution" in source else [])]
        return {name for group in groups for name in ([group] if isinstance(group, str) else group) if name}
    names: set[str] = set()
    for statement in tree.body:
        names |= _bound(statement) if not isinstance(statement, ast.Import | ast.ImportFrom) else set()
        if isinstance(statement, ast.ClassDef) and statement.name.lower() == "solution":
            names |= {item.name for item in statement.body if isinstance(item, ast.FunctionDef)}
    return names


def _units(source: str, language: Language) -> list[_Unit]:
    return _cpp_units(source) if language is Language.CPP else _python_units(source)


def _python_units(source: str) -> list[_Unit]:
    tree = parse(source)
    if tree is None:
        names = frozenset(name for group in _PYTHON_NAMES.findall(source) for name in group if name)
        return [_Unit(source, names, needs=frozenset(_IDENTIFIER.findall(LITERALS[Language.PYTHON].sub("", source))) - _BUILTINS)]
    lines = source.split("\n")
    units: list[_Unit] = []
    end = 0
    for statement in tree.body:
        start = _first_line(statement)
        while start > end and lines[start - 1].startswith("#"):
            start -= 1
        stop = statement.end_lineno or statement.lineno
        unit = _python_unit(statement, "\n".join(lines[max(start, end) : stop]))
        # Statements that share a line come and go together.
        units.append(_merged(units.pop(), unit) if start < end and units else unit)
        end = stop
    return units


def _merged(first: _Unit, second: _Unit) -> _Unit:
    text = "\n".join(filter(None, (first.text, second.text)))
    always = first.is_always or second.is_always
    return _Unit(text, first.binds | second.binds, first.changes | second.changes, first.needs | second.needs, always)


def _python_unit(statement: ast.stmt, text: str) -> _Unit:
    is_star = isinstance(statement, ast.ImportFrom) and (statement.module == "__future__" or statement.names[0].name == "*")
    is_definition = isinstance(statement, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    return _Unit(text, frozenset(_bound(statement)), frozenset(_changed(statement)), _needed(statement), is_star, is_definition)


def _bound(statement: ast.stmt) -> set[str]:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return {statement.name}
        case ast.Import() | ast.ImportFrom():
            return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    nodes = (node for node in ast.walk(statement) if isinstance(node, ast.Name | ast.FunctionDef | ast.ClassDef | ast.alias))
    return {name for node in nodes if (name := _stored(node))}


def _stored(node: ast.Name | ast.FunctionDef | ast.ClassDef | ast.alias) -> str:
    if isinstance(node, ast.Name):
        return node.id if isinstance(node.ctx, ast.Store) else ""
    return (node.asname or node.name).partition(".")[0] if isinstance(node, ast.alias) else node.name


def _changed(statement: ast.stmt) -> set[str]:
    """Return the names whose objects an assignment changes: `Net` of `Net.forward = forward`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    names: set[str] = set()
    for target in targets:
        node: ast.expr = target
        while isinstance(node, ast.Attribute | ast.Subscript):
            node = node.value
        if isinstance(node, ast.Name) and node is not target:
            names.add(node.id)
    return names


def _needed(statement: ast.stmt) -> frozenset[str]:
    """Return the global names that a statement reads, whatever defines them."""
    try:
        table = symtable.symtable(ast.unparse(statement), "submission", "exec")
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        return frozenset(node.id for node in ast.walk(statement) if isinstance(node, ast.Name)) - _BUILTINS
    names: set[str] = set()
    tables = [table]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        read = (symbol for symbol in table.get_symbols() if symbol.is_referenced())
        names |= {symbol.get_name() for symbol in read if table.get_type() == "module" or symbol.is_global()}
    return frozenset(names) - _BUILTINS


def _cpp_units(source: str) -> list[_Unit]:
    """Return the top-level declarations: a function with its body, a line of the preprocessor, a statement."""
    blanked = LITERALS[Language.CPP].sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)
    units: list[_Unit] = []
    start = depth = at = 0
    for piece in re.finditer(r"^[ \t]*#[^\n]*|[{};]", blanked, re.MULTILINE):
        at = piece.end()
        depth += {"{": 1, "}": -1}.get(piece[0], 0)
        if depth <= 0 and piece[0] != "{" and not (piece[0] == "}" and blanked[at : at + 1] == ";"):
            units.append(_cpp_unit(source[start:at].strip("\n"), blanked[start:at]))
            start, depth = at, 0
    if blanked[start:].strip():
        units.append(_cpp_unit(source[start:].strip("\n"), blanked[start:]))
    return units


def _cpp_unit(text: str, blanked: str) -> _Unit:
    head, brace, _ = blanked.partition("{")
    type_ = _CPP_TYPE.search(head)
    name = type_ if type_ and "(" not in head else _CPP_TAIL.search(head + brace)
    binds = frozenset({name[1]} if name else ())
    needs = frozenset(_IDENTIFIER.findall(blanked)) - binds
    return _Unit(text, binds, needs=needs, is_always=_CPP_ALWAYS.match(blanked.lstrip()) is not None, is_definition=bool(brace))
