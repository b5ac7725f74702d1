from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def mianjing(*arguments: str, stdin: str = "", root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without the tokens, and beside the data, of whoever runs the tests."""
    own = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "100", "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        cwd=root,
        env={**own, **environment},
    )


def batch(tmp_path: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "answers.jsonl"
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return mianjing("answer", "--batch", str(file))


def test_one_answer_is_explained_to_a_person() -> None:
    done = mianjing("answer", "lstm-gates", "--text", "forget gate and reset gate")
    assert done.returncode == 0
    assert "“forget gate”" in done.stdout
    assert "the GRU's" in done.stdout


def test_one_answer_as_json() -> None:
    done = mianjing("answer", "lstm-gates", "--text", "the forget gate", "--json")
    graded = json.loads(done.stdout)
    assert graded["points"] == ["forget"]
    assert graded["score"] == pytest.approx(1 / 3, abs=1e-4)
    assert graded["evidence"]["forget"]["quote"] == "forget gate"


def test_a_batch_gives_one_line_each_in_order(tmp_path: Path) -> None:
    done = batch(
        tmp_path,
        '{"id": "b", "q": "lstm-gates", "answer": "输入门"}',
        "",
        '{"id": "a", "q": "gru-gates", "answer": "idk"}',
        '{"id": 3, "q": "norms", "answer": ""}',
    )
    assert done.returncode == 0
    assert done.stderr == ""
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows == [
        {"id": "b", "q": "lstm-gates", "points": ["input"], "misconceptions": [], "score": 0.3333, "kind": "answer"},
        {"id": "a", "q": "gru-gates", "points": [], "misconceptions": [], "score": 0.0, "kind": "give-up"},
        {"id": 3, "q": "norms", "points": [], "misconceptions": [], "score": 0.0, "kind": "empty"},
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Line 1 is no JSON: Expecting property name enclosed in double quotes.\n"),
        ("[1]", "Line 1 is no JSON object.\n"),
        ('{"id": 1, "q": "norms"}', "Line 1 lacks answer.\n"),
        ("{}", "Line 1 lacks id, q, answer.\n"),
        (
            '{"id": 1, "q": "why-gan", "answer": ""}',
            "Line 1: 'why-gan' is an open question: it gets advice in the chat, and no mark.\n",
        ),
        ('{"id": 1, "q": "norms", "answer": 5}', "The answer on line 1 is no text.\n"),
        ('{"id": 1, "q": ["norms"], "answer": ""}', "The question on line 1 is no text.\n"),
        ("[" * 100_000, "Line 1 is no JSON: a number in it is too long, or it is nested too deep.\n"),
        ("1" * 5_000, "Line 1 is no JSON: a number in it is too long, or it is nested too deep.\n"),
        ('{"id": 1, "q": "nroms", "answer": ""}', "Line 1: There is no question 'nroms': did you mean 'norms'?\n"),
    ],
    ids=[
        "cut off",
        "a list",
        "no answer",
        "nothing",
        "an open question",
        "a number for an answer",
        "a list for an id",
        "deep",
        "long number",
        "unknown",
    ],
)
def test_a_bad_line_of_a_batch_is_one_clear_sentence(tmp_path: Path, line: str, says: str) -> None:
    done = batch(tmp_path, line)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", says)


def test_ugly_answers_of_a_batch_do_not_break_the_output(tmp_path: Path) -> None:
    done = batch(
        tmp_path,
        json.dumps({"id": "\ud800", "q": "norms", "answer": "\ud800 \x00 😂"}),
        json.dumps({"id": "long", "q": "norms", "answer": "x" * 100_000}),
    )
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["\ud800", "long"]


def test_json_is_utf_8_whatever_the_terminal_can_show(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text('{"id": "遗忘", "q": "lstm-gates", "answer": "遗忘门"}', encoding="utf-8-sig")
    done = mianjing("answer", "--batch", str(file), PYTHONIOENCODING="ascii")
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "遗忘")
    assert mianjing("bank", "list", PYTHONIOENCODING="ascii").returncode == 0


def test_a_batch_is_read_from_standard_input_broken_bytes_and_all() -> None:
    line = '{"id": 1, "q": "lstm-gates", "answer": "forget gate \udcff"}\n'
    done = mianjing("answer", "--batch", "-", stdin=line, PYTHONIOENCODING="utf-8:strict")
    assert (done.returncode, json.loads(done.stdout)["points"]) == (0, ["forget"])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a copy of the program whose bank has a tab in it."""
    for package in ("bot", "graders", "knowledge"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "knowledge/questions/more.yaml").write_text("questions:\n\t- id: x\n", encoding="utf-8")
    return tmp_path


A_TAB = "questions/more.yaml:2: a tab; YAML is indented with spaces -> replace the tab by spaces\n"


def test_bank_check_tells_what_is_wrong_and_fails(broken: Path) -> None:
    done = mianjing("bank", "check", root=broken)
    assert (done.returncode, done.stdout, done.stderr) == (1, A_TAB, "1 problem.\n")


@pytest.mark.parametrize(
    "arguments",
    [("answer", "norms", "--text", "x", "--json"), ("bank", "list", "--json"), ("bank", "show", "norms"), ("doctor",), ("run",)],
    ids=" ".join,
)
def test_a_broken_bank_is_told_on_standard_error_only(broken: Path, arguments: tuple[str, ...]) -> None:
    done = mianjing(*arguments, root=broken)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == A_TAB + "The bank cannot be used: 1 problem.\n"


def test_a_missing_batch_file_is_one_clear_sentence() -> None:
    done = mianjing("answer", "--batch", "nowhere.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Cannot read nowhere.jsonl: No such file or directory.\n"


def test_an_unknown_question_suggests_the_nearest() -> None:
    done = mianjing("answer", "lstm-gats", "--text", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no question 'lstm-gats': did you mean 'lstm-gates'?\n"
    shown = mianjing("bank", "show", "lstm-gats")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr == "There is no 'lstm-gats' in the bank: did you mean 'lstm-gates'?\n"


def test_an_id_of_broken_bytes_is_one_clear_sentence() -> None:
    done = mianjing("answer", "\udcff", "--text", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no question '\\udcff': `mianjing bank list` shows all\n"


def test_an_open_question_has_no_mark() -> None:
    done = mianjing("answer", "why-gan", "--text", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "'why-gan' is an open question: it gets advice in the chat, and no mark.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("bank",),
        ("quiz",),
        ("answer",),
        ("answer", "lstm-gates"),
        ("answer", "--text", "x"),
        ("answer", "norms", "--text", "x", "--batch", "-"),
        ("bank", "show"),
        ("chat", "--lang", "fr"),
        ("run", "now"),
        ("doctor", "--json"),
    ],
    ids=" ".join,
)
def test_wrong_usage_has_status_2_and_says_what_is_right(arguments: tuple[str, ...]) -> None:
    done = mianjing(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stdout + done.stderr) > 20


def test_a_line_that_cannot_be_graded_does_not_take_back_those_before_it(tmp_path: Path) -> None:
    done = batch(tmp_path, '{"id": 1, "q": "norms", "answer": "idk"}', "", "oops", '{"id": 2, "q": "norms", "answer": "idk"}')
    assert (done.returncode, done.stderr) == (2, "Line 3 is no JSON: Expecting value.\n")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]


@pytest.mark.parametrize("text", ["forget gate \udcff", "forget gate " + "x" * 100_000, "forget gate \x1b]0;\x07 \u202e"])
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["for a person", "json"])
def test_an_ugly_answer_is_graded_like_any_other(text: str, more: tuple[str, ...]) -> None:
    done = mianjing("answer", "lstm-gates", "--text", text, *more, PYTHONIOENCODING="utf-8:strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "forget gate" in done.stdout


def test_a_reader_that_leaves_early_gets_no_complaint(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text('{"id": 1, "q": "norms", "answer": "idk"}\n' * 2_000, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "answer", "--batch", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_the_bank_is_listed_and_shown() -> None:
    listed = json.loads(mianjing("bank", "list", "--json").stdout)
    assert "lstm-gates" in [question["id"] for question in listed["questions"]]
    assert "Recurrent networks / 循环神经网络" in mianjing("bank", "list").stdout
    shown = mianjing("bank", "show", "lstm-gates").stdout
    assert "Which gates does an LSTM cell have?" in shown
    assert "LSTM 有哪几个门？" in shown


@pytest.mark.parametrize(
    ("entry_id", "shows"),
    [
        ("why-gan", ["Why did you choose a GAN"]),
        ("quicksort", ["\nQuicksort\n", "\n快速排序\n", "quicksort(q, l, r)"]),
        ("sensetime-review", ["商汤面经复习清单", "  - lstm-gates\n  - gru-gates\n", "Interview notes of a candidate"]),
    ],
)
def test_everything_that_is_listed_can_be_shown(entry_id: str, shows: list[str]) -> None:
    assert entry_id in mianjing("bank", "list").stdout
    done = mianjing("bank", "show", entry_id)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(words in done.stdout for words in shows)


def test_bank_check_says_that_the_bank_is_in_order() -> None:
    done = mianjing("bank", "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("The bank is in order: 35 questions")


def test_an_interview_is_held_through_a_pipe() -> None:
    done = mianjing("run", stdin="/quiz rnn 1\nidk\n/show\n")
    assert done.returncode == 0
    assert "> /quiz rnn 1" in done.stdout
    assert "Question 1 of 1" in done.stdout
    assert "Summary" in done.stdout


def test_ctrl_c_in_the_middle_of_a_piped_interview_gives_the_summary() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--lang", "en"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("/quiz rnn 2\n")
    process.stdin.flush()
    assert any("Question 1 of 2" in line for line in process.stdout)
    process.send_signal(signal.SIGINT)
    process.wait()
    said, complaints = process.communicate()
    assert (process.returncode, complaints) == (0, "")
    assert "Summary" in said


def test_half_of_what_slack_needs_is_one_sentence_about_the_other_half() -> None:
    done = mianjing("run", SLACK_BOT_TOKEN="xoxb-1")
    assert done.returncode == 2
    assert "SLACK_APP_TOKEN is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_chat_begins_in_the_language_that_was_asked_for() -> None:
    assert "你好" in mianjing("chat", "--lang", "zh").stdout
    assert "Hello Ann" in mianjing("chat", "--lang", "en", "--as", "Ann").stdout


def test_torch_is_never_imported() -> None:
    code = "import sys, bot.cli, bot.reports, bot.platforms.terminal, graders.answers; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
