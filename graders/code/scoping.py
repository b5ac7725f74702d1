"""Collects the scopes of a module: who binds and who reads which name."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from graders.code.scopes import Binding, Comprehension, Function, Kind, Read, Scope, Scopes, is_main_guard, parameters


def collect(tree: ast.Module) -> Scopes:
    """Return the scopes of a module."""
    scopes = Scopes(Scope("module", tree))
    _Collector(scopes).visit(tree)
    return scopes


class _Collector(ast.NodeVisitor):
    def __init__(self, scopes: Scopes) -> None:
        self._found = scopes
        self._scope = scopes.module
        self._guarded = False
        self._demo = False
        # Without it an annotation is run when the function is defined; with it, never.
        self._lazy_annotations = False

    def visit(self, node: ast.AST) -> None:
        # Kinds that scope alike share a method.
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._visit_function(node)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                self._visit_comprehension(node)
            case ast.For() | ast.AsyncFor():
                self._visit_for(node)
            case ast.MatchAs() | ast.MatchStar():
                self._visit_capture(node)
            case _:
                super().visit(node)

    def _bind(self, name: str, kind: Kind, node: ast.AST) -> None:
        scope = self._scope.module if name in self._scope.declared_global else self._scope
        module = _imported(node, name) if kind == "import" else ""
        scope.bindings.setdefault(name, []).append(Binding(kind, node, module, self._demo))

    def _bind_target(self, target: ast.expr, value: ast.expr, *, whole: bool) -> None:
        match target:
            case ast.Name():
                self._bind(target.id, "value" if whole else "part", value)
            case ast.Tuple() | ast.List():
                self._bind_elements(target.elts, value, whole=whole)
            case ast.Starred():
                self._bind_target(target.value, value, whole=False)
            case _:
                self.visit(target)
                if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and self._scope.kind == "module":
                    self._found.patches.append((target.value.id, value))

    def _bind_elements(self, targets: list[ast.expr], value: ast.expr, *, whole: bool) -> None:
        values = value.elts if isinstance(value, ast.Tuple | ast.List) else []
        starred = any(isinstance(element, ast.Starred) for element in (*targets, *values))
        if whole and not starred and len(values) == len(targets):
            for target, element in zip(targets, values, strict=True):
                self._bind_target(target, element, whole=True)
            return
        for target in targets:
            self._bind_target(target, value, whole=False)

    def _inside(self, scope: Scope, nodes: Iterable[ast.AST]) -> None:
        outer, self._scope = self._scope, scope
        self._found.of_node[scope.node] = scope
        for node in nodes:
            self.visit(node)
        self._scope = outer

    def _visit_all(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._bind(node.id, "other", node)
            return
        self._found.of_node[node] = self._scope
        self._found.reads.append(Read(node, self._scope, self._guarded, self._demo))

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._bind_target(target, node.value, whole=True)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if self._scope.kind != "function" and not self._lazy_annotations:
            self.visit(node.annotation)
        if node.value is not None:
            self.visit(node.value)
            self._bind_target(node.target, node.value, whole=True)
        elif isinstance(node.target, ast.Name):
            self._bind(node.target.id, "other", node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        inner = self._scope
        # In a comprehension it binds in the function around it, which is its point.
        while isinstance(self._scope.node, Comprehension) and self._scope.parent is not None:
            self._scope = self._scope.parent
        self._bind_target(node.target, node.value, whole=True)
        self._scope = inner

    def _visit_for(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self._bind_target(node.target, node.iter, whole=False)
        self._visit_all([*node.body, *node.orelse])

    def visit_withitem(self, node: ast.withitem) -> None:
        self.visit(node.context_expr)
        if node.optional_vars is not None:
            self._bind_target(node.optional_vars, node.context_expr, whole=False)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind(alias.asname or alias.name.split(".")[0], "import", node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module == "__future__":
            self._lazy_annotations |= any(alias.name == "annotations" for alias in node.names)
        for alias in node.names:
            if alias.name == "*":
                self._found.stars.append(node.module or "")
            else:
                self._bind(alias.asname or alias.name, "import", node)

    def visit_Global(self, node: ast.Global) -> None:
        self._scope.declared_global.update(node.names)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self._bind(node.name, "other", node)
        self.generic_visit(node)

    def _visit_capture(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name, "other", node)
        self.generic_visit(node)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node.rest, "other", node)
        self.generic_visit(node)

    def visit_Try(self, node: ast.Try) -> None:
        outer, self._guarded = self._guarded, self._guarded or bool(node.handlers)
        self._visit_all(node.body)
        self._guarded = outer
        self._visit_all([*node.handlers, *node.orelse, *node.finalbody])

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        outer, self._demo = self._demo, self._demo or is_main_guard(node)
        self._visit_all(node.body)
        self._demo = outer
        self._visit_all(node.orelse)

    def _visit_arguments(self, arguments: ast.arguments) -> None:
        self._visit_all([*arguments.defaults, *arguments.kw_defaults])
        if not self._lazy_annotations:
            self._visit_all(parameter.annotation for parameter in parameters(arguments))

    def _open(self, node: Function | ast.Lambda, body: Iterable[ast.AST]) -> None:
        scope = Scope("function", node, self._scope)
        for parameter in parameters(node.args):
            scope.bindings.setdefault(parameter.arg, []).append(Binding("parameter", parameter, demo=self._demo))
        # A function is called later: the try around its definition catches nothing of it.
        outer, self._guarded = self._guarded, False
        self._inside(scope, body)
        self._guarded = outer

    def _visit_function(self, node: Function) -> None:
        self._bind(node.name, "definition", node)
        self._visit_all(node.decorator_list)
        self._visit_arguments(node.args)
        if not self._lazy_annotations:
            self._visit_all([node.returns])
        self._open(node, node.body)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._visit_arguments(node.args)
        self._open(node, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._bind(node.name, "definition", node)
        self._visit_all([*node.decorator_list, *node.bases, *node.keywords])
        self._inside(Scope("class", node, self._scope), node.body)

    def _visit_comprehension(self, node: Comprehension) -> None:
        first, *others = node.generators
        self.visit(first.iter)  # the outermost iterable belongs to the scope around
        scope = Scope("function", node, self._scope)
        outer, self._scope = self._scope, scope
        self._bind_target(first.target, first.iter, whole=False)
        for generator in others:
            self.visit(generator.iter)
            self._bind_target(generator.target, generator.iter, whole=False)
        self._scope = outer
        conditions = [condition for generator in node.generators for condition in generator.ifs]
        results = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self._inside(scope, [*conditions, *results])


def _imported(node: ast.AST, name: str) -> str:
    """Return the dotted name that an import statement binds to `name`."""
    for alias in node.names if isinstance(node, ast.Import | ast.ImportFrom) else ():
        if isinstance(node, ast.ImportFrom) and name == (alias.asname or alias.name):
            return f"{'.' * node.level}{node.module or ''}.{alias.name}"
        if isinstance(node, ast.Import) and name == (alias.asname or alias.name.split(".")[0]):
            return alias.name if alias.asname else name
    return ""
