# task: corr2d
# expect: error
# layers: any
# attacks: starts a pool of processes
import multiprocessing

with multiprocessing.Pool(8) as pool:
    print("LEAKED", pool.map(abs, range(8)))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
