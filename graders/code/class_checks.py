"""Slips in classes: misspelt methods, `super().__init__()`, `self`, weights made anew in each call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.code.imports import dotted, own_bases
from graders.code.report import Finding
from graders.code.scopes import Function
from graders.code.slips import Misspelling, Slip, Subject, is_module_class, own_statements
from graders.code.source import Source, methods_of, squeezed
from graders.code.static_data import distance, say

_MAKE_WEIGHTS = frozenset({"torch.nn.Parameter", "torch.nn.Linear", "torch.rand", "torch.randn"})
_FIRST_PARAMETERS = frozenset({"self", "cls", "_", "this", "mcs", "mcls"})


def class_slips(subject: Subject) -> Iterator[Slip]:
    """Yield what is wrong with the classes that the entry reaches."""
    for node in subject.classes():
        is_module = is_module_class(subject.source, node)
        yield from _init_slips(subject.source, node)
        if is_module:
            yield from _super_slips(subject.source, node)
            yield from _forward_slips(subject, node)
            yield from _made_in_forward(subject.source, node)
        yield from _self_slips(subject, node)


def is_static(method: Function) -> bool:
    """Tell whether a method is called without an object: a static method, or one that Python makes static."""
    decorators = {item.id for item in method.decorator_list if isinstance(item, ast.Name)}
    return "staticmethod" in decorators or method.name in {"__new__", "__init_subclass__", "__class_getitem__"}


def lacks_self(subject: Subject, method: Function) -> bool:
    """Tell whether a method has no parameter for the object."""
    positional = [*method.args.posonlyargs, *method.args.args]
    if is_static(method) or method.args.vararg is not None or (positional and positional[0].arg in _FIRST_PARAMETERS):
        return False
    if not positional:  # a bare function in a class may be meant to be called on the class
        return not method.decorator_list and (method is subject.called or method.name in subject.source.used_of_self)
    uses_self = any(isinstance(node, ast.Name) and node.id == "self" for node in ast.walk(method))
    is_called_with_too_many = method is subject.called and len(positional) <= subject.entry.arity[0]
    return not method.decorator_list and (uses_self or is_called_with_too_many)


def _init_slips(source: Source, node: ast.ClassDef) -> Iterator[Slip]:
    method = _misspelt_init(source, node)
    if method is not None:
        misspelling = Misspelling(method.name, "__init__", method.lineno)
        yield Slip(say("misspelt-init", written=method.name, line=method.lineno), misspelling)


def _misspelt_init(source: Source, node: ast.ClassDef) -> Function | None:
    """Return the method that was meant to be the constructor: there is none, and nobody calls this one."""
    methods = methods_of(node)
    if any(method.name == "__init__" for method in methods):
        return None
    return next((method for method in methods if method.name not in source.used_attributes and _is_near_init(method)), None)


def _is_near_init(method: Function) -> bool:
    name = method.name
    if name == "__int__":  # a method of Python's own, unless it does a constructor's work
        return len(method.args.args) - len(method.args.defaults) > 1 or any(
            _is_attribute_of_self(item) for item in ast.walk(method)
        )
    if squeezed(name) == "init":
        return True
    # The letters of `__inti__`; `int`, `unit`, `hint` and the like without underscores are words.
    return name.startswith("_") and name.endswith("_") and distance(squeezed(name), "init") == 1 and name not in dir(object)


def _is_attribute_of_self(node: ast.AST) -> bool:
    is_stored = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    return is_stored and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _forward_slips(subject: Subject, node: ast.ClassDef) -> Iterator[Slip]:
    names = {method.name for own in own_bases(subject.source, node) for method in methods_of(own)}
    if names & {"forward", "__call__"}:
        return
    for method in methods_of(node):
        letters = squeezed(method.name)
        if distance(letters, "forward") <= (2 if len(letters) > 5 else 1):
            misspelling = Misspelling(method.name, "forward", method.lineno)
            yield Slip(say("misspelt-forward", written=method.name, line=method.lineno), misspelling)
            return


def _made_in_forward(source: Source, node: ast.ClassDef) -> Iterator[Slip]:
    forward = next((method for method in methods_of(node) if method.name == "forward"), None)
    for item in ast.walk(forward) if forward is not None else ():
        if isinstance(item, ast.Call) and dotted(source, item.func) in _MAKE_WEIGHTS:
            yield Slip(say("made-in-forward", written=ast.unparse(item.func), line=item.lineno))
            return


def _super_slips(source: Source, node: ast.ClassDef) -> Iterator[Slip]:
    init = next((method for method in methods_of(node) if method.name == "__init__"), _misspelt_init(source, node))
    if init is None:
        return
    calls = [item for item in own_statements(init) if isinstance(item, ast.Call) and _is_init_call(item)]
    if not calls:
        yield Slip(_missing_super(node, init))
        return
    first = min(call.lineno for call in calls)
    for item in own_statements(init):
        if isinstance(item, ast.Assign) and item.lineno < first and _registers(source, item):
            yield Slip(say("late-super-init", line=item.lineno, text=source.line(item.lineno)))
            return


def _is_init_call(call: ast.Call) -> bool:
    """Tell whether this is `super().__init__()`, `super(Net, self).__init__()` or `nn.Module.__init__(self)`."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "__init__"):
        return False
    return not (isinstance(call.func.value, ast.Name) and call.func.value.id == "super")


def _missing_super(node: ast.ClassDef, init: Function) -> Finding:
    for item in own_statements(init):
        if isinstance(item, ast.Attribute) and _is_super(item.value):
            variant = "not-called" if item.attr == "__init__" and isinstance(item.value, ast.Call) else "misspelt"
            written = f"{ast.unparse(item)}" if variant == "not-called" else f"{ast.unparse(item)}()"
            return say(f"missing-super-init/{variant}", written=written, line=item.lineno)
    return say("missing-super-init", name=node.name, line=init.lineno)


def _is_super(node: ast.expr) -> bool:
    name = node.func if isinstance(node, ast.Call) else node
    return isinstance(name, ast.Name) and name.id == "super"


def _registers(source: Source, item: ast.Assign) -> bool:
    """Tell whether an assignment gives self a parameter or a layer."""
    is_of_torch = isinstance(item.value, ast.Call) and (dotted(source, item.value.func) or "").startswith("torch.nn.")
    return is_of_torch and any(_is_attribute_of_self(target) for target in item.targets)


def _self_slips(subject: Subject, node: ast.ClassDef) -> Iterator[Slip]:
    for method in methods_of(node):
        if lacks_self(subject, method):
            yield Slip(say("self-missing", written=method.name, line=method.lineno))
