# task: corr2d
# expect: pass|error
# layers: any
# attacks: f-strings in f-strings with formats in formats
x = 3
y = f"{x:{x}{f'{x}'}}" f'{x!r:>{x}}'
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
