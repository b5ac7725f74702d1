# task: corr2d
# expect: pass
# layers: any
# attacks: reads the environment where the kernel put it, beyond what os.environ shows
import ctypes

environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
number = 0
while environ[number]:
    if b"MIANJING_" in environ[number] or b"TOKEN" in environ[number]:
        print("LEAKED", environ[number])
    number += 1

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
