# task: corr2d
# expect: fail
# layers: any
# attacks: replaces torch and numpy in sys.modules
import sys, types

fake = types.ModuleType('torch')
fake.__getattr__ = lambda name: (lambda *args, **options: True)
sys.modules['torch'] = sys.modules['numpy'] = fake

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
