"""The sandbox's policy: read from `policy.yaml` and `syscalls.yaml`, checked, frozen."""

from __future__ import annotations

import platform
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

_FOLDER = Path(__file__).parent
_ARCHITECTURES = {"x86_64": 0, "aarch64": 1}
MIB = 1024 * 1024

ProfileName = Literal["python", "compiler", "program"]


def _flat(value: Any) -> Any:
    """Join lists in lists, which is how YAML shares a part of a list."""
    if not isinstance(value, list):
        return value
    return [item for part in value for item in (part if isinstance(part, list) else [part])]


Names = Annotated[tuple[str, ...], BeforeValidator(_flat)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(_Frozen):
    """Limits of one process, in the units that the names say. None: not limited here."""

    cpu_s: int
    wall_s: float
    extra_address_space_mb: int
    stack_mb: int
    file_size_mb: int
    open_files: int
    processes: int | None


class Profile(_Frozen):
    """What one kind of confined process may do: limits, system calls, and folders."""

    limits: Limits
    allow: Names
    argument_values: Mapping[str, Mapping[int, tuple[int, ...]]]
    own_process_calls: Names
    missing_calls: Names
    killing: Names
    read: Names
    execute: Names
    write: Names


class Uids(_Frozen):
    """The range from which each child of a zygote that is root takes a uid of its own."""

    first: int
    count: int


class Policy(_Frozen):
    """Everything that `policy.yaml` says."""

    uids: Uids
    killing_calls: Names
    profiles: Mapping[ProfileName, Profile]
    paths: Mapping[str, tuple[str, ...]]
    packages: tuple[str, ...]

    def folders(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the existing folders behind words such as `python` and `system`; `work` is filled in by whoever has it."""
        found = []
        for word in words:
            if word == "python":
                found += [*_python_folders(self.packages), *self.paths["libraries"]]
            elif word != "work":
                found += self.paths[word]
        return tuple(dict.fromkeys(folder for folder in found if Path(folder).exists()))


@cache
def load_policy() -> Policy:
    """Read and check the policy. Raises pydantic's ValidationError."""
    return Policy.model_validate(yaml.safe_load((_FOLDER / "policy.yaml").read_text("utf-8")))


@cache
def syscall_numbers() -> Mapping[str, int]:
    """Return the system call numbers of this machine's architecture."""
    column = _ARCHITECTURES[platform.machine()]
    table = yaml.safe_load((_FOLDER / "syscalls.yaml").read_text("utf-8"))
    return {name: numbers[column] for name, numbers in table.items() if numbers[column] is not None}


def is_supported_machine() -> bool:
    """Return whether the sandbox knows this system and architecture."""
    return sys.platform == "linux" and platform.machine() in _ARCHITECTURES


def _python_folders(packages: tuple[str, ...]) -> Iterator[str]:
    """Yield the interpreter's own folders, and those of the packages that learners may use."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    # Not `lib/python3.11` as a whole: it may hold site-packages, and in there this very project.
    yield from (str(path) for path in stdlib.iterdir() if path.name not in ("site-packages", "dist-packages"))
    for site in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        yield from (str(Path(site) / name) for name in packages)
    yield str(Path(sys.base_prefix) / "lib" / f"libpython3.{sys.version_info.minor}.so.1.0")
