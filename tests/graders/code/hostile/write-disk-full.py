# task: corr2d
# expect: error
# layers: any
# attacks: fills the disk
with open("/tmp/hostile", "wb") as file:
    for _ in range(64):
        print("LEAKED a megabyte", file.write(bytes(1 << 20)))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
