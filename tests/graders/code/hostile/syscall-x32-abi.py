# task: corr2d
# expect: error
# layers: any
# attacks: calls by the numbers of another ABI
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
if libc.syscall(0x40000000 | 39) != -1:
    print("LEAKED a system call", flush=True)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
