# task: corr2d
# expect: error
# layers: any
# attacks: pickles a list a hundred thousand levels deep
import pickle

def corr2d(X, K):
    value = None
    for _ in range(100_000):
        value = (value,)
    return len(pickle.dumps(value))
