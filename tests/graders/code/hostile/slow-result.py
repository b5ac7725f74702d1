# task: corr2d
# expect: timeout
# layers: any
# attacks: sends a frame's length, then one byte of it every half second
import os, struct, time

os.write(4, struct.pack("<II", 1000, 0))
for _ in range(1000):
    os.write(4, b" ")
    time.sleep(0.5)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
