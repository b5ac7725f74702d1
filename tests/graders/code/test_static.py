from __future__ import annotations

import string
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.code.calls import forbidden_calls, forbidden_finding, reached_calls
from graders.code.imports import provided_imports
from graders.code.report import Finding
from graders.code.source import Entry, Source, entry_of, parse
from graders.code.static import LIBRARIES, static_findings, static_remarks, syntax_finding
from graders.code.syntax import BadSyntax
from knowledge.models import Text

_DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "static_cases.yaml").read_text(encoding="utf-8"))
_TEXTS = Path(__file__).parents[3] / "graders" / "code" / "static.yaml"
FORBIDDEN = ("torch*.conv2d", "torch.nn.Conv*", "scipy.signal*", "builtins.sorted", "builtins.list.sort", ".sort", "heapq.*")


@dataclass(frozen=True)
class Case:
    name: str
    entry: str
    source: str
    finds: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    remarks: list[str] | None = None
    libraries: list[str] = field(default_factory=lambda: sorted(LIBRARIES))


CASES = [Case(**row) for row in _DATA["findings"]]
CLEAN = [Case(**row) for row in _DATA["clean"]]


def entry_named(name: str) -> Entry:
    row = _DATA["entries"][name]
    return Entry(row["kind"], tuple(row["names"]), arity=tuple(row["arity"]), in_place=row.get("in_place", False))


def parsed(source: str) -> Source:
    found = parse(source)
    assert isinstance(found, Source)
    return found


def findings_of(case: Case) -> tuple[Finding, ...]:
    return static_findings(parse(case.source), entry_named(case.entry), libraries=case.libraries)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_found_and_named(case: Case) -> None:
    found = findings_of(case)
    assert [finding.id for finding in found] == case.finds
    said = "\n".join(finding.say.en for finding in found)
    assert [words for words in case.says if words not in said] == []


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.name)
def test_idiomatic_code_raises_no_alarm(case: Case) -> None:
    assert [finding.say.en for finding in findings_of(case)] == []


@pytest.mark.parametrize("case", [case for case in CASES + CLEAN if case.remarks is not None], ids=lambda case: case.name)
def test_remarks(case: Case) -> None:
    assert [remark.id for remark in static_remarks(parsed(case.source), entry_named(case.entry))] == case.remarks


@pytest.mark.parametrize("row", _DATA["calls"], ids=lambda row: row["name"])
def test_reached_library_calls(row: dict[str, Any]) -> None:
    calls = reached_calls(parsed(row["source"]), row.get("entry", "f"))
    names = {call.canonical for call in calls}
    assert set(row.get("reaches", ())) <= names
    assert not set(row.get("not", ())) & names
    assert [call.line for call in forbidden_calls(calls, FORBIDDEN)] == row.get("forbids", [])


@pytest.mark.parametrize("row", _DATA["entries_found"], ids=lambda row: row["source"])
def test_entry_is_found_under_its_spellings(row: dict[str, Any]) -> None:
    assert entry_of(parsed(row["source"]), entry_named(row["entry"])) == row["is"]


@pytest.mark.parametrize("row", _DATA["provided"], ids=lambda row: row["source"])
def test_missing_imports_are_provided(row: dict[str, Any]) -> None:
    assert list(provided_imports(parsed(row["source"]))) == row["lines"]


def test_a_forbidden_call_is_named_with_its_line_and_the_way_out() -> None:
    calls = forbidden_calls(reached_calls(parsed("def f(x):\n    return F.conv2d(x)\n"), "f"), FORBIDDEN)
    finding = forbidden_finding(calls, Text(en="unfold is fine.", zh="可以用 unfold。"))
    assert finding.id == "forbidden-call"
    assert finding.say.en == "Line 2 calls `F.conv2d`; the task is to write that part yourself. unfold is fine."


def test_names_that_the_judge_does_not_provide_are_errors() -> None:
    source = parsed("def corr2d(X, K):\n    return np.abs(X) * K\n")
    assert [finding.id for finding in static_findings(source, entry_named("corr2d"), provided=())] == ["undefined-name"]


@pytest.mark.parametrize(
    "bomb",
    [
        "(" * 5_000,
        "[" * 90 + "lambda" + "]" * 90,
        "-" * 50_000 + "1",
        "+".join(["a"] * 3_000),
        "a" + ".b" * 20_000,
        "f'{" * 50,
        "if a:\n pass\n" + "elif b:\n pass\n" * 2_000,
        "not " * 5_000 + "x",
        "(lambda:" * 60 + "0" + ")" * 60,
        "\0",
        "\ud800",
        "x = " * 9_000 + "1",
        "x = 1\n" * 30_000,
        "def f(): return f\n" * 2_000,
        "x = x\n" * 5_000,
        "class A:\n def f(): self.x = a.b(self)\n" * 700,
        "class A0: pass\n" + "".join(f"class A{n}(A{n - 1}): pass\n" for n in range(1, 1_500)) + "class Conv2D(A1499): pass\n",
        "class Conv2D:\n def forward(self):\n" + "".join(f"  self.a{n}(b{n})\n" for n in range(1_800)),
        "class Conv2D:\n def forward():\n" + "  self.a(self)\n" * 1_800,
        "def f(" + ", ".join(f"a{n}=[]" for n in range(1_500)) + "):\n" + " x.append(1)\n" * 1_000,
        "def f():\n" + "".join(f" torch.absx{n}\n" for n in range(2_000)),
        "x=" + "9" * 90_000,
        "a = b\nb = a\nF = F\nF.conv2d(F)\n",
        "class A(B): pass\nclass B(A): pass\nclass Conv2D(A): pass\n",
    ],
)
def test_a_hostile_source_neither_crashes_nor_hangs(bomb: str) -> None:
    started = time.process_time()  # in which others on the machine do not count
    source = parse(bomb)
    if isinstance(source, BadSyntax):
        assert syntax_finding(source).say.zh
    else:
        static_findings(source, entry_named("Conv2D"))
        static_remarks(source, entry_named("Conv2D"))
        provided_imports(source)
        reached_calls(source, "f")
    assert time.process_time() - started < 5


def test_both_languages_say_the_same_things() -> None:
    texts = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["texts"]
    for key, text in texts.items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text[language]) if name} for language in ("en", "zh")]
        assert fields[0] == fields[1], key
