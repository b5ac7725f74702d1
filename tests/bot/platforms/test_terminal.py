"""The terminal: pipes read as a transcript, terminals prompt, and nothing that is typed can break it."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms.terminal import run_terminal
from tests.bot.platforms.small_chat import opened_small_chat

ROOT = Path(__file__).parents[3]
LONGEST_WAIT_S = 20.0


def piped(typed: bytes, language: str | None = "en", name: str | None = None) -> str:
    """Pipe bytes through the chat and return what it printed."""
    stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    status = run_terminal(opened_small_chat(), language=language, name=name, stdin=stdin, stdout=stdout)
    assert status == 0
    stdout.seek(0)
    return stdout.read()


def test_piped_interview_reads_as_a_transcript() -> None:
    transcript = piped(b"/quiz rnn 1\nforget gate and input gate\noutput gate\n")
    in_order = [
        "Hello, I am Mianjing",
        "> /quiz rnn 1",
        "Which gates does an LSTM cell have?",
        "> forget gate and input gate",
        "“input” the input gate",
        "What about the output gate",
        "> output gate",
        "Score: 100%",
        "Well practised",
    ]
    places = [transcript.index(part) for part in in_order]
    assert places == sorted(places)


def test_pipe_gets_plain_text_without_colours_or_padding() -> None:
    transcript = piped(b"/help\n/interview acme-round-1\n")
    assert "\x1b" not in transcript
    assert not re.search(r"[─-╿]| $", transcript, re.MULTILINE)
    assert max(map(len, transcript.splitlines())) <= 80


def test_end_of_input_in_the_middle_gives_the_summary() -> None:
    assert "33% on one question" in piped(b"/quiz rnn\nforget")


def test_end_of_input_at_rest_says_nothing_more() -> None:
    assert "Summary" not in piped(b"")


def test_broken_bytes_and_control_characters_never_reach_the_screen() -> None:
    transcript = piped(b"/quiz rnn\n\xff\xfe forget \x1b]0;owned\x07 \xe2\x80\xae\n/\x1bx\n\x00\n")
    assert "“forget”" in transcript
    assert not set("\x1b\x07\x00\u202e\udcff") & set(transcript)


def test_windows_line_ends_are_line_ends() -> None:
    assert "Which gates" in piped(b"/quiz rnn 1\r\n")


def test_long_line_is_not_repeated_in_full() -> None:
    transcript = piped(b"/quiz rnn\n" + b"x" * 100_000 + b"\n")
    assert "100000 characters" in transcript
    assert len(transcript) < 5_000


def test_reader_that_leaves_early_is_no_error() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "w", encoding="utf-8") as stdout:
        stdin = io.StringIO("/help\n")
        assert run_terminal(opened_small_chat(), language="en", name=None, stdin=stdin, stdout=stdout) == 0


def test_name_is_greeted() -> None:
    assert "Hello Ann," in piped(b"", name="Ann")


@pytest.mark.parametrize(
    ("variables", "greeting"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "你好"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "Hello"),
        ({"LANG": "C"}, "Hello"),
        ({}, "Hello"),
    ],
)
def test_language_follows_the_system(variables: dict[str, str], greeting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    assert greeting in piped(b"", language=None)


class PtyChat:
    """The chat in a process of its own behind a pseudo-terminal, as a person has it."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        code = (
            "import sys\nfrom bot.platforms.terminal import run_terminal\n"
            "from tests.bot.platforms.small_chat import opened_small_chat\n"
            "sys.exit(run_terminal(opened_small_chat(), language='en', name=None))"
        )
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "INPUTRC": os.devnull}
        self._process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._seen = ""
        self._timer = threading.Timer(LONGEST_WAIT_S, self._process.kill)
        self._timer.start()

    def expect(self, words: str) -> str:
        """Read until the words appear, and return everything up to the end of them."""
        while words not in self._seen:
            try:
                read = os.read(self._master, 4096)
            except OSError:
                read = b""
            assert read, f"ended without {words!r}: {self._seen!r}"
            self._seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", read.decode("utf-8", "replace"))
        before, _, self._seen = self._seen.partition(words)
        return before + words

    def types(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def status(self) -> int:
        """Wait for the end and return the exit status."""
        return self._process.wait()

    def close(self) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.wait()
        os.close(self._master)


@pytest.fixture
def terminal() -> Iterator[PtyChat]:
    chat = PtyChat()
    try:
        chat.expect("> ")
        yield chat
    finally:
        chat.close()


def test_ctrl_c_in_the_middle_gives_the_summary_and_status_0(terminal: PtyChat) -> None:
    terminal.types("/quiz rnn 1\n")
    terminal.expect("Which gates")
    terminal.expect("> ")
    terminal.types("forget\n")
    terminal.expect("ask further")
    terminal.expect("> ")
    terminal.interrupt()
    terminal.expect("33% on one question")
    assert terminal.status() == 0


def test_ctrl_d_ends_with_status_0(terminal: PtyChat) -> None:
    terminal.types("\x04")
    assert terminal.status() == 0


def test_backslash_carries_an_answer_over_lines(terminal: PtyChat) -> None:
    terminal.types("/quiz rnn 1\n")
    terminal.expect("Which gates")
    terminal.expect("> ")
    terminal.types("forget gate, \\\n")
    terminal.types("input gate,\\\n")
    terminal.types("output gate\n")
    assert "ask further" not in terminal.expect("Score: 100%")


def test_pasted_lines_are_one_answer_and_a_command_after_them_is_a_command(terminal: PtyChat) -> None:
    terminal.types("/quiz 2\n/skip\n/quiz rnn 1\n")
    terminal.expect("Question 1 of 1")
    terminal.expect("> ")
    terminal.types("forget gate\ninput gate\n/skip\n")
    replies = terminal.expect("we skip this one")
    assert "“input” the input gate" in replies
    assert replies.count("ask further") == 1


def test_pasted_code_goes_on_to_its_end_mark() -> None:
    transcript = piped(b"/code quicksort\ndef quicksort(q, l, r):\n\n    right\n/done\n")
    assert "3 lines of code" in transcript
    assert "Next, count the swaps." in transcript


def test_an_end_mark_after_a_fence_that_has_ended_the_code_is_nothing() -> None:
    transcript = piped(b"/code quicksort\n```python\ndef quicksort(q, l, r): right\n```\n/done\n")
    assert "Right!" in transcript
    assert "/done" not in transcript.partition("Right!")[2]


def test_fenced_code_ends_with_its_fence() -> None:
    assert "Next, count the swaps." in piped(b"/code quicksort\n```python\nright\n```\n/help\n")


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("right", "utf-8")
    assert "Next, count the swaps." in piped(f"/code quicksort\n{tmp_path}/mine.py\n".encode())


def test_a_command_in_the_middle_of_code_ends_it() -> None:
    transcript = piped(b"/code quicksort\ndownwards\n/hint\n")
    assert "You sort downwards." in transcript
    assert "Pick a pivot." in transcript
