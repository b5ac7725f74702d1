"""How long an answer takes to grade, and the practice chat to start: `.venv/bin/python benchmarks/answers.py`.

Answers of 500 characters are put together from the bank's own model answers and examples, for every question in both
languages, so they are dense with terms. One process, one core; each answer is graded once before it counts. Grades are
timed in CPU time, in which others on the machine do not count; starts are timed by the clock.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from graders.answers import AnswerGrader
from knowledge.bank import Bank, load_bank
from knowledge.models import LANGUAGES, Language, Question

ANSWER_CHARS = 500
ROUNDS = 5
STARTS = 5


def answer_of(question: Question, language: Language) -> str:
    """Return an answer of `ANSWER_CHARS` characters."""
    parts = [question.model_answer.in_language(language), *(e.text for e in question.examples if e.lang == language)]
    text = ""
    for part in cycle(parts):
        text += part + " "
        if len(text) >= ANSWER_CHARS:
            return text[:ANSWER_CHARS]
    return text


def grading_times_s(bank: Bank, language: Language) -> Iterator[float]:
    """Yield the seconds of CPU time that each grade takes."""
    grader = AnswerGrader(bank)
    for question in bank.questions.values():
        text = answer_of(question, language)
        grader.assess(question.id, text)
        for _ in range(ROUNDS):
            start = time.process_time()
            grader.assess(question.id, text)
            yield time.process_time() - start


def start_time_s() -> float:
    """Return the seconds from the command to the end of a chat that is told nothing."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "bot", "chat", "--lang", "en"]
    subprocess.run(command, input="", capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    return time.perf_counter() - start


def main() -> None:
    """Print the figures."""
    bank = load_bank()
    print(f"Python {platform.python_version()}, {platform.machine()}, {len(bank.questions)} questions")
    everything = []
    for language in LANGUAGES:
        times = sorted(grading_times_s(bank, language))
        everything += times
        _print_times(f"{ANSWER_CHARS} characters, {language}", times)
    _print_times(f"{ANSWER_CHARS} characters, both", sorted(everything))
    starts = [start_time_s() for _ in range(STARTS)]
    print(f"mianjing chat, start to end of empty input: median {statistics.median(starts):.2f} s, worst {max(starts):.2f} s")
    print(f"torch imported: {'torch' in sys.modules}")


def _print_times(name: str, times: list[float]) -> None:
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name}: p50 {p50 * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms, worst {times[-1] * 1e3:.2f} ms ({len(times)} grades)")


if __name__ == "__main__":
    main()
