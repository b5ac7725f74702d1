# task: corr2d
# expect: error
# layers: any
# attacks: starts processes with concurrent.futures
from concurrent.futures import ProcessPoolExecutor

def corr2d(X, K):
    with ProcessPoolExecutor(4) as pool:
        return list(pool.map(abs, [1, 2, 3]))
