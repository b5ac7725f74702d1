"""What reading a submission shows, before it is run: the findings of static.yaml.

They explain a wrong answer; none of them makes a right one wrong. Only a syntax error and a missing entry keep it from running.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from graders.code.class_checks import class_slips
from graders.code.function_checks import function_slips, library_slips, mutable_defaults, surrounding_slips, value_slips
from graders.code.imports import dotted
from graders.code.name_checks import attribute_slips, missing_imports, name_slips, unreached_names
from graders.code.report import MAX_FINDINGS, Finding
from graders.code.slips import Misspelling, Slip, Subject
from graders.code.source import Entry, Source, defined_names, entry_node, entry_of, methods_of, squeezed
from graders.code.static_data import distance, imports, nearest, say
from graders.code.syntax import BadSyntax

LIBRARIES = frozenset({"torch", "numpy"})
"""What is installed beside Python's own library, unless the caller says otherwise."""
_LONG_ENTRY = 6
"""Letters of an entry's name from which two may be wrong; there are few other names to confuse it with."""
MAX_NAMED = 6
"""Misspellings (or definitions) that one finding lists."""


def syntax_finding(bad: BadSyntax) -> Finding:
    """Say why a source does not parse."""
    return say(f"syntax-error/{bad.guess}", line=bad.line, text=bad.text, message=bad.message, what=bad.what)


def static_findings(
    source: Source | BadSyntax, entry: Entry, *, provided: Collection[str] | None = None, libraries: Collection[str] = LIBRARIES
) -> tuple[Finding, ...]:
    """Return at most three findings, the most fatal first.

    provided   names that the judge defines when they are missing (by default those of `provided_imports`)
    libraries  top-level packages that are installed
    """
    if isinstance(source, BadSyntax):
        return (syntax_finding(source),)
    names = imports() if provided is None else provided
    missing, assumed = _entry_slips(source, entry)
    subject = Subject(source, entry, assumed)
    slips = [
        *missing,
        *library_slips(subject, libraries),
        *attribute_slips(subject),
        *class_slips(subject),
        *name_slips(subject, names),
        *function_slips(subject),
        *surrounding_slips(subject),
        *value_slips(subject),
        *map(Slip, mutable_defaults(subject)),
    ]
    return tuple(slip.finding for slip in _merged(slips))[:MAX_FINDINGS]


def static_remarks(source: Source, entry: Entry, *, provided: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return what to tell of a right answer: imports that were provided, defaults that are shared, names of unused code."""
    names = imports() if provided is None else provided
    subject = Subject(source, entry, entry_of(source, entry))
    remarks = [*missing_imports(source, names), *mutable_defaults(subject), *unreached_names(subject, names)]
    return tuple(remarks[:MAX_FINDINGS])


def _merged(slips: list[Slip]) -> Iterator[Slip]:
    """Yield the slips; when there are more than can be told, all misspellings as one, where the first of them stands."""
    misspelt = [slip.misspelling for slip in slips if slip.misspelling is not None]
    if len(slips) <= MAX_FINDINGS or len(misspelt) < 2:
        yield from slips
        return
    is_told = False
    for slip in slips:
        if slip.misspelling is None:
            yield slip
        elif not is_told:
            is_told = True
            yield Slip(_misspelt_names(misspelt))


def _misspelt_names(misspelt: list[Misspelling]) -> Finding:
    return say("misspelt-names", pairs=[f"{item.written} → {item.meant} ({item.line})" for item in misspelt[:MAX_NAMED]])


def _entry_slips(source: Source, entry: Entry) -> tuple[list[Slip], str | None]:
    """Return what is wrong with the entry's name, and the definition to take for the entry when reading on."""
    found = entry_of(source, entry)
    if found is not None:
        return _method_slips(source, entry, found), found
    wanted = entry.names[0]
    names = defined_names(source, entry.kind)
    lasts = {squeezed(name.rpartition(".")[2]): name for name in names}
    near = next((key for name in entry.names if (key := nearest(squeezed(name), list(lasts), two_from=_LONG_ENTRY))), None)
    if near is not None:
        name = lasts[near]
        line = _line(source, name)
        written = name.rpartition(".")[2]
        return [Slip(say("entry-missing/near", found=written, wanted=wanted, line=line), Misspelling(written, wanted, line))], name
    return [Slip(_other_entry(source, entry, names))], names[0] if len(names) == 1 else None


def _other_entry(source: Source, entry: Entry, names: list[str]) -> Finding:
    wanted = entry.names[0]
    others = defined_names(source, "class" if entry.kind == "function" else "function")
    spellings = {squeezed(name) for name in entry.names}
    for other in others:
        if squeezed(other) in spellings:
            key = "class-for-function" if entry.kind == "function" else "function-for-class"
            return say(f"entry-missing/{key}", found=other, wanted=wanted, line=_line(source, other))
    defined = list(dict.fromkeys([*names, *others]))
    if defined:
        return say("entry-missing/other", wanted=wanted, found=defined[:MAX_NAMED])
    head = f"def {wanted}(...):" if entry.kind == "function" else f"class {wanted}(nn.Module):"
    return say("entry-missing/none", wanted=wanted, head=head)


def _method_slips(source: Source, entry: Entry, name: str) -> list[Slip]:
    """Return a finding when the entry's class plainly lacks its method, and nothing in it looks like a misspelling of that."""
    node = next((owner for owner in source.classes() if owner is entry_node(source, name)), None)
    if entry.kind == "function" or node is None or any(dotted(source, base) != "torch.nn.Module" for base in node.bases):
        return []
    names = [method.name for method in methods_of(node)]
    if any(owner == node.name for owner, _ in source.scopes.patches):
        return []
    if {entry.method, "__call__"} & set(names) or any(distance(squeezed(method), entry.method) <= 2 for method in names):
        return []
    return [Slip(say("entry-missing/method", found=node.name, wanted=entry.method, line=node.lineno))]


def _line(source: Source, name: str) -> int:
    return getattr(entry_node(source, name), "lineno", 1)
