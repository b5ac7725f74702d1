# task: corr2d
# expect: fail|error
# layers: any
# attacks: makes isinstance, issubclass, callable and all say yes, under an answer of zeros
import builtins

for name in ('isinstance', 'issubclass', 'callable', 'all', 'any', 'hasattr'):
    setattr(builtins, name, lambda *args: True)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
