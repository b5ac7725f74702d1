"""`mianjing submit`: the command line that evaluation scripts drive, with the real judge."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knowledge.bank import load_bank

NOTES_CORR2D = """
def corr2d(X, K):
    n, m = X.shape
    h, w = K.shape
    Y = torch.zeros((n - h + 1, m - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y
"""
NOTES_CONV2D = (
    NOTES_CORR2D
    + """
class Conv2D(nn.module):
    def __init__(self, kernel_size):
        self.weight = nn.Parameter(torch.rand(kernel_size))
        self.bias = nn.Parameter(torch.zeros(1))
    def forword(self, x):
        return corr2d(x, self.weight) + self.bias
"""
)
NOTES_CORR = """
def corr(X, K):
    h, w = k.shape
    H, W = X.shape
    Y = torch.zeros((H - h + 1, W - w + 1))
    return Y
"""
NOTES_QUICKSORT = """
void qsort(int q[], int l, int r)
{
    if (l >= r) return ;
    int i = l - 1, j = r + 1, x = q[l + r >> 1];
    while (i < j)
    {
        do i ++; while (q[i] < x);
        do j --; while (q[j] > x);
        if (i < j) swap(q[i], q[j]);
    }
    qsort(q, l, j);
    qsort(q, j + 1, r);
}
"""
ROWS = (
    ("notes-corr2d.py", "corr2d", NOTES_CORR2D.encode()),
    ("notes-conv2d.py", "conv2d-module", NOTES_CONV2D.encode()),
    ("notes-corr.py", "corr2d", NOTES_CORR.encode()),
    ("notes-quicksort.cpp", "quicksort", NOTES_QUICKSORT.encode()),
    ("message.md", "corr2d", b"hi\n```py\n" + NOTES_CORR2D.replace("zeros((", "zeros((").encode() + b"```\nthanks"),
    ("empty.py", "corr2d", b""),
    ("prose.txt", "corr2d", "我不会写".encode()),
    ("binary.py", "corr2d", b"\x00\x01\x02\xff" * 100),
    ("latin.py", "corr2d", b"# \xff\xfe\xfa\xe9\x80\n" * 3),
    ("huge.py", "corr2d", b"x = 1\n" * 200_000),
    ("generator.py", "corr2d", b"def corr2d(X, K):\n    yield X\n"),
    ("lambda.py", "corr2d", b"corr2d = lambda X, K: (lambda: X)\n"),
    ("sparse.py", "corr2d", b"def corr2d(X, K):\n    return X.to_sparse()\n"),
    ("meta.py", "corr2d", b"def corr2d(X, K):\n    return X.to('meta')\n"),
    ("complex.py", "corr2d", b"def corr2d(X, K):\n    return X + 0j\n"),
    ("nan.py", "corr2d", b"def corr2d(X, K):\n    return X[K.shape[0] - 1:, K.shape[1] - 1:] * float('nan')\n"),
    ("view.py", "corr2d", b"def corr2d(X, K):\n    return X[K.shape[0] - 1:, K.shape[1] - 1:]\n"),
    ("flood.py", "corr2d", b"print('x' * 100_000_000)\n" + NOTES_CORR2D.replace("torch.zeros((", "X.new_zeros((").encode()),
    ("demanding.py", "conv2d-module", b"class Conv2D(nn.Module):\n    def __init__(self, a, b, c):\n        super().__init__()\n"),
    ("passwd.cpp", "quicksort", b'#include "/etc/passwd"\nvoid qsort(int q[], int l, int r) {}\n'),
)
VERDICTS = {
    "notes-corr2d.py": "fail",
    "notes-conv2d.py": "error",
    "notes-corr.py": "error",
    "notes-quicksort.cpp": "pass",
    "message.md": "fail",
    "empty.py": "no-code",
    "prose.txt": "no-code",
    "binary.py": "no-code",
    "huge.py": "no-code",
    "flood.py": "pass",
    "demanding.py": "error",
    "passwd.cpp": "error",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("submissions")
    for name, _, content in ROWS:
        (folder / name).write_bytes(content)
    index = folder / "index.jsonl"
    index.write_text("".join(json.dumps({"file": name, "task": task}) + "\n" for name, task, _ in ROWS), "utf-8")
    run = mianjing("submit", "--batch", str(index), "--jobs", "2")
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(line["file"], line["task"]) for line in lines] == [(name, task) for name, task, _ in ROWS]
    return {line["file"]: line for line in lines}


def mianjing(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("name", [name for name, _, _ in ROWS])
def test_odd_submissions_get_a_verdict_that_says_which(name: str, reports: dict[str, dict[str, Any]]) -> None:
    report = reports[name]
    assert set(report) == {"file", "task", "verdict", "checks", "diagnosis", "output", "ms"}
    assert report["verdict"] in ({VERDICTS[name]} if name in VERDICTS else {"fail", "error", "no-code"})
    assert report["verdict"] == "pass" or report["diagnosis"]
    assert len(report["output"]) <= 2_000
    assert "root:" not in json.dumps(report)


def test_the_mistakes_of_the_interview_notes_are_named(reports: dict[str, dict[str, Any]]) -> None:
    said = " ".join(finding["say"] for finding in reports["notes-conv2d.py"]["diagnosis"])
    assert all(words in said for words in ("nn.module", "nn.Module", "forword", "forward", "super().__init__()"))
    said = " ".join(finding["say"] for finding in reports["notes-corr.py"]["diagnosis"])
    assert all(words in said for words in ("`k`", "`K`", "corr2d"))
    assert [finding["id"] for finding in reports["notes-corr2d.py"]["diagnosis"]] == ["wrong-dtype"]


def test_one_file_is_reported_for_a_person_and_as_json(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def corr2d(X, K):\n    return X\n", "utf-8")
    spoken = mianjing("submit", "corr2d", str(tmp_path / "mine.py"), "--lang", "zh")
    assert spoken.returncode == 0
    assert "corr2d: fail" in spoken.stdout
    found = mianjing("submit", "corr2d", str(tmp_path / "mine.py"), "--json", "--seed", "7")
    assert json.loads(found.stdout)["seed"] == 7


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("submit",), "Give a task id and a file"),
        (("submit", "conv2", "x.py"), "Did you mean"),
        (("submit", "corr2d", "/no/such/file.py"), "Cannot read"),
        (("submit", "--batch", "/no/such/index"), "Cannot read"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    run = mianjing(*arguments)
    assert run.returncode == 2
    assert says.casefold() in run.stderr.casefold()
    assert len(run.stderr.strip().splitlines()) == 1


def test_every_task_of_the_bank_can_be_graded_from_its_starter(tmp_path: Path) -> None:
    tasks = load_bank().tasks.values()
    for task in tasks:
        (tmp_path / f"{task.id}.py").write_text(task.starter.python, "utf-8")
    index = tmp_path / "index.jsonl"
    index.write_text("".join(json.dumps({"file": f"{task.id}.py", "task": task.id}) + "\n" for task in tasks), "utf-8")
    run = mianjing("submit", "--batch", str(index))
    assert {json.loads(line)["verdict"] for line in run.stdout.splitlines()} <= {"fail", "error"}


def test_a_folder_from_which_nothing_may_be_run_is_not_the_learners_fault(tmp_path: Path) -> None:
    (tmp_path / "sort.cpp").write_text(NOTES_QUICKSORT, "utf-8")
    (tmp_path / "noexec").mkdir()
    mount = f"mount -t tmpfs -o noexec,mode=1777 tmpfs {tmp_path}/noexec"
    if subprocess.run(["unshare", "--mount", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount something here")
    command = f"{mount} && TMPDIR={tmp_path}/noexec {sys.executable} -m bot submit quicksort {tmp_path}/sort.cpp --json"
    run = subprocess.run(["unshare", "--mount", "sh", "-c", command], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout)["verdict"] == "judge-error"
    assert "noexec" in run.stderr
