"""Landlock: which folders a process may read, write and execute. No privilege is needed.

Sources: landlock(7); linux/landlock.h. Rights that a kernel does not know are left out, by its ABI version.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Sequence
from contextlib import suppress

from graders.code.sandbox.kernel import syscall
from graders.code.sandbox.policy import syscall_numbers

_CREATE_VERSION = 1
_RULE_PATH_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_TRUNCATE = 1 << 14
_RIGHTS_BY_ABI = ((1, (1 << 13) - 1), (2, 1 << 13), (3, _TRUNCATE), (5, 1 << 15))
"""File-system rights that each ABI version added."""
_ABI_NETWORK, _ALL_NETWORK = 4, 3
_ABI_SCOPES, _ALL_SCOPES = 6, 3
_LOWEST_DESCRIPTOR = 100
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE


def abi_version() -> int:
    """Return the kernel's Landlock version; 0 when there is none or it is switched off."""
    try:
        return syscall(syscall_numbers()["landlock_create_ruleset"], None, 0, _CREATE_VERSION)
    except OSError:
        return 0


class Ruleset:
    """A set of permitted folders. Whatever is not named is out of reach, and so are TCP and abstract sockets."""

    def __init__(self, *, read: Sequence[str] = (), execute: Sequence[str] = (), write: Sequence[str] = ()) -> None:
        abi = abi_version()
        self._handled = sum(rights for since, rights in _RIGHTS_BY_ABI if abi >= since)
        network = _ALL_NETWORK if abi >= _ABI_NETWORK else 0
        scopes = _ALL_SCOPES if abi >= _ABI_SCOPES else 0
        # Older kernels know a shorter struct: they accept a longer one whose end is zero.
        attributes = struct.pack("<QQQ", self._handled, network, scopes)
        created = syscall(syscall_numbers()["landlock_create_ruleset"], attributes, len(attributes), 0)
        # Out of the way of the numbers that a child gives to its pipes.
        self.descriptor = fcntl.fcntl(created, fcntl.F_DUPFD_CLOEXEC, _LOWEST_DESCRIPTOR)
        os.close(created)
        for folder in read:
            self._permit(folder, _READ_FILE | _READ_DIR)
        for folder in execute:
            self._permit(folder, _READ_FILE | _READ_DIR | _EXECUTE)
        for folder in write:
            self._permit(folder, self._handled & ~_EXECUTE)

    def apply(self) -> None:
        """Confine this process for good. Needs no_new_privs."""
        syscall(syscall_numbers()["landlock_restrict_self"], self.descriptor, 0)

    def close(self) -> None:
        """Close the set; what it confined stays confined."""
        os.close(self.descriptor)

    def _permit(self, path: str, rights: int) -> None:
        with suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                if not os.path.isdir(path):  # noqa: PTH112 - of a path as it stands in a policy
                    rights &= _FILE_RIGHTS
                rule = struct.pack("<Qi", rights & self._handled, descriptor)
                syscall(syscall_numbers()["landlock_add_rule"], self.descriptor, _RULE_PATH_BENEATH, rule, 0)
            finally:
                os.close(descriptor)
