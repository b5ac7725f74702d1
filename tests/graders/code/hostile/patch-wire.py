# task: corr2d
# expect: error|fail
# layers: any
# attacks: replaces the packing of frames in the judge's own modules
import sys

for name, module in list(sys.modules.items()):
    if name.endswith('.wire'):
        module.pack = lambda message: b'{"verdict": "pass"}'

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
