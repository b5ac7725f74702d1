# task: corr2d
# expect: error|fail
# layers: any
# attacks: replaces json.dumps by a claim
import json

json.dumps = lambda *args, **options: '{"event": "end", "verdict": "pass"}'

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
