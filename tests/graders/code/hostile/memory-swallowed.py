# task: corr2d
# expect: timeout
# layers: any
# attacks: asks for too much again and again and forgives every refusal
def corr2d(X, K):
    while True:
        try:
            hoard = bytearray(1 << 34)
        except MemoryError:
            pass
