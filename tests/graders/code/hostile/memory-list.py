# task: corr2d
# expect: memory
# layers: any
# attacks: a list that only grows
hoard = []
while True:
    hoard.append(bytearray(1 << 20))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
