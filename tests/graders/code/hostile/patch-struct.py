# task: corr2d
# expect: error|fail|pass
# layers: any
# attacks: replaces struct.pack
import struct

struct.pack = lambda *args: b''
struct.Struct = None

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
