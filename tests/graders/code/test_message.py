"""What learners paste, and what of it is graded."""

from __future__ import annotations

import ast
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graders.code.message import MAX_SOURCE_BYTES, Language, NoCodeError, Submission, from_file, from_message

_MESSAGES = Path(__file__).parent / "messages"
_DEFAULTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "languages": {"entries": ["quicksort", "quick_sort"], "languages": ["python", "cpp"]},
    "blocks": {"entries": ["corr2d"], "languages": ["python"]},
    "repairs": {"entries": ["corr2d"], "languages": ["python"]},
}
_LIMIT_S = 2.0
"""Processor time for what must not hang: far above what it takes, far below what quadratic time would."""

_CLEAN = "import torch\n\n\ndef corr2d(X, K):\n    return X\n"


def _cases() -> list[Any]:
    return [
        pytest.param(_DEFAULTS[file] | case, id=case["name"])
        for file in _DEFAULTS
        for case in yaml.safe_load((_MESSAGES / f"{file}.yaml").read_text(encoding="utf-8"))
    ]


def _take(message: str, entries: Sequence[str] = ("corr2d",), languages: Sequence[str] = ("python",)) -> Submission:
    return from_message(message, entries=entries, languages=[Language(each) for each in languages])


def _open(name: str, content: bytes, languages: Sequence[Language] = (Language.PYTHON,)) -> Submission:
    return from_file(name, content, entries=("corr2d",), languages=languages)


@pytest.mark.parametrize("case", _cases())
def test_the_code_of_a_message_is_taken(case: Mapping[str, Any]) -> None:
    if "reason" in case:
        with pytest.raises(NoCodeError) as raised:
            _take(case["message"], case["entries"], case["languages"])
        assert raised.value.reason == case["reason"]
        return
    found = _take(case["message"], case["entries"], case["languages"])
    assert found.source == case.get("source", found.source)
    assert all(part in found.source for part in case.get("has", ()))
    assert not any(part in found.source for part in case.get("lacks", ()))
    assert found.language == case.get("language", "python")
    assert list(found.repairs) == case.get("repairs", [])
    assert found.is_obvious is not bool(found.repairs)


def test_a_source_file_is_taken_as_it_is() -> None:
    assert _open("answer.py", _CLEAN.encode()) == Submission(_CLEAN, Language.PYTHON, is_obvious=True, repairs=())


def test_a_file_from_windows_notepad_reads_the_same() -> None:
    assert _open("answer.PY", b"\xef\xbb\xbf" + _CLEAN.replace("\n", "\r\n").encode()).source == _CLEAN


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_in_another_encoding_is_read_and_said_to_be(encoding: str) -> None:
    source = _CLEAN + "# 卷积\n"
    found = _open("answer.py", source.encode(encoding))
    assert found.source == source
    assert found.repairs == ("encoding",)


def test_a_source_file_is_repaired() -> None:
    found = _open("answer.py", "def corr2d（X， K）:\n\u00a0\u00a0return “X”\n".encode())
    assert found.source == 'def corr2d(X, K):\n  return "X"\n'
    assert found.repairs == ("spaces", "smart-quotes", "full-width")


def test_a_cpp_file_is_cpp() -> None:
    assert _open("a.cc", b"void corr2d() {\n}\n", list(Language)).language is Language.CPP


def test_a_text_file_is_a_message() -> None:
    assert _open("answer.md", f"My answer:\n```python\n{_CLEAN}```\n".encode()).source == _CLEAN.strip()


def test_a_message_saved_as_source_is_a_message() -> None:
    assert _open("answer.py", f"My answer:\n```python\n{_CLEAN}```\n".encode()).source == _CLEAN.strip()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", b"", "empty"),
        ("a.py", b"# to do\n", "no-code"),
        ("a.py", b"I do not know how to do this.\n", "no-code"),
        ("a.py", b"\x7fELF\0\0", "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\xff\xff\x01", "binary"),
        ("a.py", b"# caf\xe9\n", "encoding"),
        ("a.py", b"\xff\xfea", "encoding"),
        ("a.py", b"x = 1\n" * MAX_SOURCE_BYTES, "too-long"),
        ("a.cpp", b"void corr2d() {\n}\n", "wrong-language"),
    ],
)
def test_a_file_without_code_to_grade_says_why(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(NoCodeError) as raised:
        _open(name, content)
    assert raised.value.reason == reason


def test_a_message_over_the_limit_is_too_long() -> None:
    with pytest.raises(NoCodeError) as raised:
        _take("循" * (MAX_SOURCE_BYTES // 3 + 1))
    assert raised.value.reason == "too-long"


@pytest.mark.parametrize("unit", yaml.safe_load((_MESSAGES / "endless.yaml").read_text(encoding="utf-8")))
def test_endless_repetition_does_not_hang(unit: str) -> None:
    text = unit * (MAX_SOURCE_BYTES // len(unit.encode()))
    for message in (text, f"def corr2d(X, K):\n    return {text}", f"```cpp\n{text}\nint x = 1;", f"```python\nx = 1\n{text}"):
        started = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            _take_or_not(message[:MAX_SOURCE_BYTES], ("python", "cpp"))
        assert time.process_time() - started < _LIMIT_S


def _take_or_not(message: str, languages: Sequence[str] = ("python",)) -> Submission | None:
    try:
        return _take(message, languages=languages)
    except NoCodeError:
        return None


_SNIPPETS = st.sampled_from(
    [
        *(
            "def corr2d(X, K):\n",
            "    return X\n",
            "```",
            "```python\n",
            "\n",
            ">>> ",
            "“",
            "”",
            "1 | ",
            "&lt;",
            "，",
            "循环。",
            "\t",
            "'''",
            '"""',
            "#",
        ),
        *(
            "import torch\n",
            "class A:\n",
            "void corr2d(int q[]) {\n}\n",
            "In [1]: ",
            "I think ",
            "`",
            "> ",
            "\u00a0",
            "(",
            ")",
            "\\_",
            "<http://a.b|a.b>",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(_SNIPPETS, st.text(max_size=3)), max_size=12).map("".join)))
@settings(max_examples=400, deadline=None)
@example("\ud800")
@example("if x:\n```\n \n```")
def test_no_message_raises_anything_but_no_code(message: str) -> None:
    found = _take_or_not(message, ("python", "cpp"))
    assert found is None or (found.source.strip() and "\r" not in found.source)


@given(st.binary(max_size=200), st.sampled_from(["a.py", "a.cpp", "a.txt", "a"]))
@settings(deadline=None)
def test_no_file_raises_anything_but_no_code(content: bytes, name: str) -> None:
    try:
        found = _open(name, content, list(Language))
    except NoCodeError:
        return
    assert found.source.strip()


_NAMES = st.sampled_from(["X", "K", "h", "torch", "corr2d", "self"])
_TEXTS = st.text(alphabet="ab“”，：&lt;>`#\u00a0\\'\" 循", max_size=8)
_EXPRESSIONS = st.recursive(
    st.one_of(_NAMES, st.integers(0, 99).map(str), _TEXTS.map(repr)),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} @ {pair[1]})"),
        st.tuples(_NAMES, inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
    ),
    max_leaves=5,
)
_STATEMENTS = st.one_of(
    st.tuples(_NAMES, _EXPRESSIONS).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    _EXPRESSIONS.map(lambda value: f"def corr2d(X, K):\n    '''Doc.\n\n    >>> 1\n    '''\n    return {value}\n"),
    _TEXTS.map(lambda text: f"# {text}"),
)


@given(st.lists(_STATEMENTS, min_size=1, max_size=6).map(lambda lines: "\n".join(["import torch", *lines]) + "\n"))
@settings(max_examples=200, deadline=None)
def test_a_valid_source_comes_back_unchanged(source: str) -> None:
    ast.parse(source)
    expected = Submission(source, Language.PYTHON, is_obvious=True, repairs=())
    assert _open("answer.py", source.encode()) == expected
    assert _take(source) == expected


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[3].glob("graders/answers/*.py")), ids=lambda path: path.name)
def test_the_graders_own_sources_come_back_unchanged(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip() and any(not isinstance(node, ast.Expr) for node in ast.parse(source).body):
        assert _open(path.name, source.encode()).is_obvious
        assert _take(source).source == source
        fence = "````" if "```" in source else "```"
        fenced = _take(f"see\n\n{fence}python\n{source}{fence}\n", entries=("corr2d",))
        assert fenced.source == source.strip("\n")
