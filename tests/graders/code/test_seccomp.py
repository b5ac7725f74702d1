"""The system call filters, run by a small interpreter of what the kernel is given, for both architectures."""

from __future__ import annotations

import errno
import platform
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from graders.code.sandbox import policy as policy_module
from graders.code.sandbox.policy import Profile, ProfileName, load_policy, syscall_numbers
from graders.code.sandbox.seccomp import assemble

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PROFILES: tuple[ProfileName, ...] = ("python", "compiler", "program")
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000
MAX_INSTRUCTIONS = 4096
OWN_PROCESS = 0x5E1F0F1D
SYSCALLS: dict[str, tuple[int | None, int | None]] = yaml.safe_load(
    (Path(policy_module.__file__).parent / "syscalls.yaml").read_text("utf-8")
)


def test_every_system_call_of_the_policy_is_known() -> None:
    for profile in load_policy().profiles.values():
        named = {*profile.allow, *profile.argument_values, *profile.own_process_calls, *profile.missing_calls, *profile.killing}
        assert named <= set(SYSCALLS)


def test_no_call_is_both_permitted_and_forbidden() -> None:
    for profile in load_policy().profiles.values():
        permitted = {*profile.allow, *profile.argument_values, *profile.own_process_calls}
        assert not permitted & {*profile.killing, *profile.missing_calls}


@pytest.fixture(params=ARCHITECTURES)
def architecture(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    syscall_numbers.cache_clear()
    yield request.param
    monkeypatch.undo()
    syscall_numbers.cache_clear()


def decision(filter_code: bytes, machine: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """Run a filter as the kernel would, and return what it decides."""
    padded = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    data = struct.pack("<IIQ6Q", number, machine, 0, *padded)
    program = list(struct.iter_unpack("<HBBI", filter_code))
    place, accumulator = 0, 0
    while True:
        code, when_true, when_false, value = program[place]
        place += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            accumulator = struct.unpack_from("<I", data, value)[0]
        else:
            assert code in {0x15, 0x35}
            is_true = accumulator == value if code == 0x15 else accumulator >= value
            place += when_true if is_true else when_false


@pytest.mark.parametrize("name", PROFILES)
def test_the_filter_decides_as_the_policy_says(name: ProfileName, architecture: str) -> None:
    profile: Profile = load_policy().profiles[name]
    code, machine, numbers = assemble(profile).instructions, ARCHITECTURES[architecture], syscall_numbers()
    assert len(code) // 8 <= MAX_INSTRUCTIONS

    def decided(call: str, *arguments: int) -> int:
        return decision(code, machine, numbers[call], arguments)

    assert {call for call in profile.allow if call in numbers and decided(call) != ALLOW} == set()
    assert {call for call in profile.killing if call in numbers and decided(call) != KILL} == set()
    assert {decided(call) for call in profile.missing_calls if call in numbers} == {REFUSE | errno.ENOSYS}
    named = {*profile.allow, *profile.killing, *profile.missing_calls, *profile.argument_values, *profile.own_process_calls}
    # By number: some calls have two names.
    unnamed = set(numbers.values()) - {numbers[call] for call in named if call in numbers}
    assert {decision(code, machine, number) for number in unnamed} == {REFUSE | errno.EPERM}
    assert {decided(call, OWN_PROCESS) for call in profile.own_process_calls} == {ALLOW}
    assert decision(code, machine, max(numbers.values()) + 1000) == REFUSE | errno.EPERM


@pytest.mark.parametrize("name", PROFILES)
def test_the_filter_looks_at_arguments(name: ProfileName, architecture: str) -> None:
    profile = load_policy().profiles[name]
    code, numbers = assemble(profile).instructions, syscall_numbers()
    for call, arguments in profile.argument_values.items():
        (position, values), *_ = arguments.items()
        for value in values:
            assert decision(code, ARCHITECTURES[architecture], numbers[call], (0,) * position + (value,)) == ALLOW
        odd = (0,) * position + (max(values) + 1,)
        assert decision(code, ARCHITECTURES[architecture], numbers[call], odd) == REFUSE | errno.EPERM


def test_the_filter_kills_calls_of_another_architecture(architecture: str) -> None:
    code = assemble(load_policy().profiles["python"]).instructions
    (other,) = set(ARCHITECTURES.values()) - {ARCHITECTURES[architecture]}
    assert decision(code, other, syscall_numbers()["read"]) == KILL
