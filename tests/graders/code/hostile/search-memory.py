# task: corr2d
# expect: error
# layers: any
# attacks: reads memory by guessed addresses for what the judge left there
import ctypes

needle = b"MIANJING_" + b"CANARY="
for page in range(0x550000000000, 0x7FFFFFFFF000, 1 << 21):
    if needle in ctypes.string_at(page, 4096):
        print("LEAKED", ctypes.string_at(page, 4096))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
