# task: corr2d
# expect: error
# layers: any
# attacks: keeps data in shared memory beyond its own life
from multiprocessing import shared_memory

block = shared_memory.SharedMemory(create=True, size=1 << 26)
print("LEAKED", block.name)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
