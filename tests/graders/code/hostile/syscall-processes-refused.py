# task: corr2d
# expect: pass
# layers: any
# attacks: starts processes and programs by bare system calls that are refused
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
results = [
    libc.syscall(56, 17, 0, 0, 0, 0),  # clone: forks by the bare call
    libc.syscall(56, 0x10f00, ctypes.addressof(buffer) + 4096, 0, 0, 0),  # clone-thread: starts a thread by the bare call
    libc.syscall(435, buffer, 88),  # clone3: forks by the newest call, which filters cannot look into
    libc.syscall(322, -100, b'/bin/sh', None, None, 0),  # execveat: starts a program by the rarer call
    libc.memfd_create(b'hostile', 0),  # memfd-create: makes a file in memory
    libc.shmget(0x5eed, 1 << 20, 0o1666),  # shmget: takes System V shared memory, which outlives it
    libc.syscall(240, b'hostile', 0o102, 0o666, 0),  # mq-open: makes a message queue, which outlives it
]
for number, result in enumerate(results):
    if result != -1:
        print("LEAKED a system call", number, result)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
