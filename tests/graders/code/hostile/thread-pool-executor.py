# task: corr2d
# expect: error
# layers: any
# attacks: computes rows in a pool of threads
from concurrent.futures import ThreadPoolExecutor

def corr2d(X, K):
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(abs, range(64)))
