# task: corr2d
# expect: pass
# layers: any
# attacks: looks for the judge's secrets in its own environment
import ctypes, os

name = "MIANJING_" + "CANARY"
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
for value in (os.environ.get(name), os.environb.get(name.encode()), os.getenv(name), libc.getenv(name.encode())):
    if value is not None:
        print("LEAKED", value)
for key, value in os.environ.items():
    if any(word in key.upper() for word in ("TOKEN", "SECRET", "PASSWORD", "DATABASE", "MIANJING")):
        print("LEAKED", key, value)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
