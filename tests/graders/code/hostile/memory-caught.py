# task: corr2d
# expect: pass
# layers: any
# attacks: takes all memory, gives it back, goes on
hoard = []
try:
    while True:
        hoard.append(bytearray(1 << 24))
except MemoryError:
    hoard.clear()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
