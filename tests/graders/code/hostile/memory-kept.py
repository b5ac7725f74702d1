# task: corr2d
# expect: pass|memory|error
# layers: any
# attacks: takes all memory and keeps it while it answers
hoard = []
for size in (1 << 24, 1 << 16, 1 << 8):
    try:
        while True:
            hoard.append(bytearray(size))
    except MemoryError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
