"""Slips in functions: nothing returned, returned too early, parameters, defaults, and what a sandbox does not have."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence

from graders.code.calls import calls_in
from graders.code.class_checks import is_static, lacks_self
from graders.code.imports import dotted
from graders.code.report import Finding
from graders.code.scopes import Function
from graders.code.slips import Slip, Subject, own_statements, walk
from graders.code.source import Source, module_statements
from graders.code.static_data import nearest, say

_MUTATING = frozenset(
    {"append", "appendleft", "extend", "insert", "add", "update", "setdefault", "pop", "popleft", "remove", "clear"}
)
_MUTABLE = frozenset(
    {"builtins.list", "builtins.dict", "builtins.set", "collections.deque", "collections.defaultdict", "collections.Counter"}
)
_THREADING = ("threading.", "multiprocessing.", "concurrent.futures.", "torch.multiprocessing.", "_thread.")
_THREAD_COUNTS = frozenset({"torch.set_num_threads", "torch.set_num_interop_threads"})


def function_slips(subject: Subject) -> Iterator[Slip]:
    """Yield what is wrong with the functions that the entry reaches, its own parameters and result first."""
    if subject.called is not None:
        yield from _parameter_slips(subject, subject.called)
        yield from _result_slips(subject, subject.called)
    for function in subject.functions():
        yield from _early_returns(subject.source, function)


def value_slips(subject: Subject) -> Iterator[Slip]:
    """Yield what Python takes otherwise than it is meant: `is` between values, and one row many times over."""
    for node in subject.executed_below:
        if isinstance(node, ast.Compare) and _compares_identity(node):
            yield Slip(say("compares-identity", text=ast.unparse(node), line=node.lineno))
            break
    for node in subject.executed_below:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and _is_list_of_lists(node.left):
            yield Slip(say("shared-rows", text=ast.unparse(node), line=node.lineno))
            break


def _compares_identity(node: ast.Compare) -> bool:
    """Tell whether `is` stands between two values, none of which is a constant."""
    sides = [node.left, *node.comparators]
    is_identity = any(isinstance(op, ast.Is | ast.IsNot) for op in node.ops)
    return is_identity and not any(isinstance(side, ast.Constant) for side in sides)


def _is_list_of_lists(node: ast.expr) -> bool:
    if not (isinstance(node, ast.List) and len(node.elts) == 1):
        return False
    row = node.elts[0]
    return isinstance(row, ast.List | ast.ListComp) or (
        isinstance(row, ast.BinOp) and isinstance(row.op, ast.Mult) and isinstance(row.left, ast.List)
    )


def mutable_defaults(subject: Subject) -> Iterator[Finding]:
    """Yield the default arguments that a reached function changes, or hands to another that does."""
    functions = list(subject.functions())
    changed_by = {function.name: _changed(function) for function in functions}
    for function in functions:
        changed = changed_by[function.name] | _handed_on(function, functions, changed_by)
        arguments = function.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
        for parameter, default in (*pairs, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)):
            if default is not None and parameter.arg in changed and _is_mutable(subject.source, default):
                yield say("mutable-default", written=f"{parameter.arg}={ast.unparse(default)}", line=parameter.lineno)


def surrounding_slips(subject: Subject) -> Iterator[Slip]:
    """Yield what the code asks of its surroundings and does not get: input, threads, a GPU."""
    for call in calls_in(subject.source, subject.executed):
        if call.canonical == "builtins.input" or call.canonical.startswith("sys.stdin"):
            yield Slip(say("reads-input", written=call.written, line=call.line))
            break
    calls = [node for node in subject.executed_below if isinstance(node, ast.Call)]
    yield from (
        Slip(say("threads", written=ast.unparse(call), line=call.lineno)) for call in calls if _is_threaded(subject.source, call)
    )
    # Code that asks whether there is a GPU does without.
    if "is_available" not in subject.source.text:
        yield from (
            Slip(say("device", text=ast.unparse(call), line=call.lineno)) for call in calls if _is_on_gpu(subject.source, call)
        )


def library_slips(subject: Subject, libraries: Collection[str]) -> Iterator[Slip]:
    """Yield the imports of what is neither Python's own nor among `libraries`."""
    told: set[str] = set()
    for node in _imports(subject):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [f"{'.' * node.level}{node.module or ''}"]
        for name in names:
            root = name.partition(".")[0]
            if root in sys.stdlib_module_names or root in libraries or name in told:
                continue
            told.add(name)
            meant = nearest(root, frozenset(libraries)) if root else None
            key = "needs-library/near" if meant else "needs-library"
            yield Slip(say(key, library=name, meant=meant, available=sorted(libraries), line=node.lineno))


def _imports(subject: Subject) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that run, those aside whose failure is caught."""
    guarded = {
        inner
        for node in ast.walk(subject.source.tree)
        if isinstance(node, ast.Try) and node.handlers
        for statement in node.body
        for inner in ast.walk(statement)
    }
    roots = [*module_statements(subject.source), *subject.reached]
    return (node for node in walk(roots) if isinstance(node, ast.Import | ast.ImportFrom) and node not in guarded)


def _parameter_slips(subject: Subject, function: Function) -> Iterator[Slip]:
    fewest, most = subject.entry.arity
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    is_method = subject.entry.kind == "class" or "." in (subject.name or "")
    if function.decorator_list or (is_method and lacks_self(subject, function)):
        return
    bound = int(is_method and not is_static(function) and bool(positional))
    required = max(len(positional) - len(arguments.defaults) - bound, 0)
    at_most = len(positional) - bound
    takes_enough = at_most >= fewest or arguments.vararg is not None
    if takes_enough and required <= most:
        return
    takes = str(at_most) if required == at_most else f"{required}-{at_most}"
    passes = str(fewest) if fewest == most else f"{fewest}-{most}"
    yield Slip(say("wrong-parameters", name=function.name, line=function.lineno, takes=takes, passes=passes))


def _result_slips(subject: Subject, function: Function) -> Iterator[Slip]:
    own = list(own_statements(function))
    answers = any(isinstance(node, ast.Yield | ast.YieldFrom) or (isinstance(node, ast.Return) and node.value) for node in own)
    refuses = any(isinstance(statement, ast.Raise) for statement in function.body)
    if answers or refuses or subject.entry.in_place:
        return
    prints = [node for node in own if isinstance(node, ast.Call) and dotted(subject.source, node.func) == "builtins.print"]
    if prints:
        line = prints[-1].lineno
        yield Slip(say("prints-instead-of-returning", name=function.name, line=line, text=subject.source.line(line)))
    else:
        yield Slip(say("no-return", name=function.name, line=function.lineno))


def _early_returns(source: Source, function: Function) -> Iterator[Slip]:
    for block in _blocks(function):
        for loop, following in zip(block, [*block[1:], None], strict=True):
            # `for item in items: ...; return item` and then `raise` takes the first item, and means to.
            if not isinstance(loop, ast.For | ast.While) or isinstance(following, ast.Raise):
                continue
            returns = [index for index, statement in enumerate(loop.body) if isinstance(statement, ast.Return)]
            if returns and _is_unconditional(source, loop, returns[0]):
                line = loop.body[returns[0]].lineno
                yield Slip(say("returns-early", line=line, text=source.line(line)))
                return


def _blocks(function: Function) -> Iterator[list[ast.stmt]]:
    """Yield the lists of statements of a function's own body."""
    yield function.body
    for node in own_statements(function):
        if not isinstance(node, Function | ast.ClassDef):
            blocks = (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
            yield from (block for block in blocks if isinstance(block, list) and block)


def _is_unconditional(source: Source, loop: ast.For | ast.While, index: int) -> bool:
    """Tell whether a loop's body always reaches its return. `while True` and "the first item, if any" are meant so."""
    if isinstance(loop, ast.While):
        return not isinstance(loop.test, ast.Constant) and not _leaves(loop.body[:index])
    counts = isinstance(loop.iter, ast.Call) and dotted(source, loop.iter.func) == "builtins.range"
    return (index > 0 or counts) and not _leaves(loop.body[:index])


def _leaves(statements: list[ast.stmt]) -> bool:
    return any(isinstance(node, ast.Continue | ast.Break | ast.Try) for node in walk(statements))


def _is_mutable(source: Source, default: ast.expr) -> bool:
    is_made = isinstance(default, ast.Call) and dotted(source, default.func) in _MUTABLE
    # `[0]` is an old way to keep a counter on purpose; an empty one is the beginner's.
    return is_made or (isinstance(default, ast.List) and not default.elts) or (isinstance(default, ast.Dict) and not default.keys)


def _changed(function: Function) -> set[str]:
    """Return the names whose values a function changes, those aside that it first gives a new value."""
    changed: set[str] = set()
    renewed: set[str] = set()
    for node in walk(function.body):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]):
                renewed.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute)) if attribute in _MUTATING:
                changed.add(name)
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) | ast.AugAssign(target=ast.Name(id=name)):
                changed.add(name)
    return changed - renewed


def _handed_on(function: Function, others: Sequence[Function], changed_by: Mapping[str, Collection[str]]) -> set[str]:
    """Return the names that a function hands to another that changes what it gets there."""
    parameters = {other.name: [parameter.arg for parameter in other.args.args] for other in others}
    handed = set()
    for node in walk(function.body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            taken = zip(node.args, parameters.get(node.func.id, ()), strict=False)
            handed |= {arg.id for arg, name in taken if isinstance(arg, ast.Name) and name in changed_by[node.func.id]}
    return handed


def _is_threaded(source: Source, call: ast.Call) -> bool:
    name = dotted(source, call.func) or ""
    if name in _THREAD_COUNTS:
        return not (call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == 1)
    if name.endswith("DataLoader"):
        workers = [keyword.value for keyword in call.keywords if keyword.arg == "num_workers"]
        return any(not (isinstance(value, ast.Constant) and value.value == 0) for value in workers)
    return name.startswith(_THREADING) and name != "threading.current_thread"


def _is_on_gpu(source: Source, call: ast.Call) -> bool:
    name = dotted(source, call.func) or ""
    if name == ".cuda":
        return True
    takes_device = name in {".to", "torch.device"}
    devices = [*(call.args if takes_device else []), *(keyword.value for keyword in call.keywords if keyword.arg == "device")]
    return any(isinstance(value, ast.Constant) and str(value.value).startswith("cuda") for value in devices)
