"""A seccomp filter assembled from a profile: a list of permitted system calls, in classic BPF.

Sources: seccomp(2); linux/seccomp.h, linux/filter.h, linux/audit.h. The filter is assembled once, before any child exists; a child
only puts in its own process id and installs it.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from graders.code.sandbox.kernel import PR_SET_SECCOMP, prctl
from graders.code.sandbox.policy import Profile, syscall_numbers

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_LOAD_WORD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000
_SECCOMP_MODE_FILTER = 2
_OWN_PROCESS = 0x5E1F0F1D
"""Stands for the process id until a child puts in its own."""

_INSTRUCTION = struct.Struct("<HBBI")


@dataclass(frozen=True, slots=True)
class Filter:
    """An assembled filter."""

    instructions: bytes

    def install(self, process_id: int) -> None:
        """Confine this process, whose id it is, for good. Needs no_new_privs. Raises OSError."""
        program = self.instructions.replace(struct.pack("<I", _OWN_PROCESS), struct.pack("<I", process_id))
        buffer = ctypes.create_string_buffer(program, len(program))
        header = _SockFprog(len(program) // _INSTRUCTION.size, ctypes.cast(buffer, ctypes.c_void_p))
        prctl(PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(header))


class _SockFprog(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def assemble(profile: Profile) -> Filter:
    """Return the filter of a profile for this machine's architecture."""
    numbers = syscall_numbers()
    body = [_instruction(_LOAD_WORD, _OFFSET_ARCH), *_unless_equal(_AUDIT_ARCH[platform.machine()], _KILL)]
    body.append(_instruction(_LOAD_WORD, _OFFSET_NUMBER))
    if platform.machine() == "x86_64":
        body += [_instruction(_JUMP_AT_LEAST, _X32_BIT, when_true=0, when_false=1), _instruction(_RETURN, _KILL)]
    for name in (name for name in profile.allow if name in numbers):
        body += _when_equal(numbers[name], _ALLOW)
    for name, arguments in profile.argument_values.items():
        body += _when_arguments(numbers[name], arguments)
    for name in profile.own_process_calls:
        body += _when_arguments(numbers[name], {0: (_OWN_PROCESS, 0)})
    for name in (name for name in profile.missing_calls if name in numbers):
        body += _when_equal(numbers[name], _ERRNO | errno.ENOSYS)
    for name in (name for name in profile.killing if name in numbers):
        body += _when_equal(numbers[name], _KILL)
    body.append(_instruction(_RETURN, _ERRNO | errno.EPERM))
    return Filter(b"".join(body))


def _instruction(code: int, value: int, *, when_true: int = 0, when_false: int = 0) -> bytes:
    return _INSTRUCTION.pack(code, when_true, when_false, value)


def _when_equal(value: int, action: int) -> list[bytes]:
    return [_instruction(_JUMP_EQUAL, value, when_true=0, when_false=1), _instruction(_RETURN, action)]


def _unless_equal(value: int, action: int) -> list[bytes]:
    return [_instruction(_JUMP_EQUAL, value, when_true=1, when_false=0), _instruction(_RETURN, action)]


def _when_arguments(number: int, arguments: Mapping[int, tuple[int, ...]]) -> list[bytes]:
    """Permit a call whose arguments have one of the values given (compared in their lower 32 bits); refuse it otherwise."""
    inner: list[bytes] = []
    for position, values in arguments.items():
        inner.append(_instruction(_LOAD_WORD, _OFFSET_ARGUMENTS + 8 * position))
        for place, value in enumerate(values):
            # Past the remaining comparisons and the refusal.
            inner.append(_instruction(_JUMP_EQUAL, value, when_true=len(values) - place, when_false=0))
        inner.append(_instruction(_RETURN, _ERRNO | errno.EPERM))
    inner.append(_instruction(_RETURN, _ALLOW))
    return [_instruction(_JUMP_EQUAL, number, when_true=0, when_false=len(inner)), *inner]
