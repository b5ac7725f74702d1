"""The layers that a child puts on before it reads anything a user sent, in the order that each one needs.

limits -> a uid of its own -> death with the parent -> no new privileges -> no capabilities -> Landlock -> seccomp
"""

from __future__ import annotations

import os
import resource
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from graders.code.sandbox import kernel
from graders.code.sandbox.landlock import Ruleset, abi_version
from graders.code.sandbox.policy import MIB, Policy, Profile, ProfileName
from graders.code.sandbox.seccomp import Filter, assemble

_LAST_CAPABILITY = 40
_SIGKILL = 9


@dataclass(frozen=True, slots=True)
class Confinement:
    """A profile made ready in the zygote, so that a child need only put it on."""

    profile: Profile
    filter: Filter
    ruleset: Ruleset | None

    @property
    def descriptor(self) -> int | None:
        """Return the descriptor that must stay open until this is put on."""
        return self.ruleset.descriptor if self.ruleset is not None else None

    def put_on(self, *, uid: int | None, parent: int, address_space_bytes: int) -> None:
        """Confine this process for good. Raises OSError, upon which it must not run anything."""
        _limit(self.profile, address_space_bytes, has_own_uid=uid is not None)
        if uid is not None:
            _drop_capabilities()
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, _SIGKILL)
        if os.getppid() != parent:
            raise ProcessLookupError("the zygote has gone")
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        if self.ruleset is not None:
            self.ruleset.apply()
            self.ruleset.close()
        self.filter.install(os.getpid())


def make_ready(policy: Policy, name: ProfileName, work: Sequence[str] = ()) -> Confinement:
    """Assemble the filter and the Landlock rules of a profile. `work` are the folders behind the word `work`."""
    profile = policy.profiles[name]

    def folders(words: tuple[str, ...]) -> tuple[str, ...]:
        return (*policy.folders(words), *(work if "work" in words else ()))

    ruleset = None
    if abi_version():
        ruleset = Ruleset(read=folders(profile.read), execute=folders(profile.execute), write=folders(profile.write))
    return Confinement(profile, assemble(profile), ruleset)


def _limit(profile: Profile, address_space_bytes: int, *, has_own_uid: bool) -> None:
    limits = profile.limits
    # Past the soft limit a signal ends the process, past the hard one the kernel does, whatever is done with the signal.
    _set(resource.RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1)
    _set(resource.RLIMIT_AS, address_space_bytes + limits.extra_address_space_mb * MIB)
    _set(resource.RLIMIT_STACK, limits.stack_mb * MIB)
    _set(resource.RLIMIT_FSIZE, limits.file_size_mb * MIB)
    _set(resource.RLIMIT_NOFILE, limits.open_files)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_MSGQUEUE, 0)
    _set(resource.RLIMIT_MEMLOCK, 0)
    if limits.processes is not None and has_own_uid:
        _set(resource.RLIMIT_NPROC, limits.processes)


def _set(kind: int, soft: int, hard: int | None = None) -> None:
    ceiling = resource.getrlimit(kind)[1]
    wanted = hard if hard is not None else soft
    if ceiling != resource.RLIM_INFINITY:
        soft, wanted = min(soft, ceiling), min(wanted, ceiling)
    resource.setrlimit(kind, (soft, wanted))


def _drop_capabilities() -> None:
    # What is left falls when root becomes somebody else; the bounding set keeps it from coming back. A container may lack
    # CAP_SETPCAP, and then no_new_privs alone does that.
    for capability in range(_LAST_CAPABILITY + 1):
        with suppress(OSError):
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
