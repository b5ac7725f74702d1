# task: corr2d
# expect: pass
# layers: any
# attacks: signals others by bare system calls that are refused
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
results = [
    libc.syscall(200, libc.getppid(), 9),  # tkill: kills by the oldest call for threads
    libc.syscall(234, libc.getppid(), libc.getppid(), 9),  # tgkill-parent: kills its parent by the call that raise() uses
    libc.sigqueue(libc.getppid(), 9, 0),  # sigqueue-parent: kills its parent with a signal that carries data
    libc.inotify_init(),  # inotify: watches files of others
    libc.mlockall(3),  # mlock: locks memory so that it cannot be swapped out
    libc.ioctl(0, 0x5412, b'x'),  # terminal-injection: types a command into the terminal of whoever runs the judge
]
for number, result in enumerate(results):
    if result != -1:
        print("LEAKED a system call", number, result)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
