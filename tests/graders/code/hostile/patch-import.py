# task: corr2d
# expect: pass|error
# layers: any
# attacks: forbids every further import
import builtins

def refuse(*args, **options):
    raise ImportError('no more')

builtins.__import__ = refuse

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
