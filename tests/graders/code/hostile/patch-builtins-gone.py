# task: corr2d
# expect: error
# layers: any
# attacks: removes the builtins
import builtins

for name in list(vars(builtins)):
    if not name.startswith('__') and name not in ('list', 'vars'):
        delattr(builtins, name)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
