# task: corr2d
# expect: pass
# layers: any
# attacks: changes its own confinement by bare system calls that are refused
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
results = [
    libc.prctl(4, 1, 0, 0, 0),  # prctl-dumpable: makes itself readable to others of its uid
    libc.prctl(22, 2, buffer, 0, 0),  # prctl-seccomp: replaces the filter
    libc.prctl(1, 0, 0, 0, 0),  # prctl-pdeathsig: outlives its parent
    libc.prctl(0x59616d61, -1, 0, 0, 0),  # prctl-ptracer: lets everyone trace it
    libc.syscall(317, 1, 8, buffer),  # seccomp-notify: installs a filter that asks itself
    libc.syscall(444, buffer, 8, 0),  # landlock: makes a rule set of its own
    libc.syscall(126, buffer, buffer),  # capset: gives itself capabilities
]
for number, result in enumerate(results):
    if result != -1:
        print("LEAKED a system call", number, result)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
