# task: corr2d
# expect: fail|error
# layers: any
# attacks: replaces every function of every module of the project
import sys, types

for name, module in list(sys.modules.items()):
    if name.startswith(('graders', 'knowledge', 'bot')):
        for key, value in list(vars(module).items()):
            if isinstance(value, types.FunctionType):
                setattr(module, key, lambda *args, **options: True)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
