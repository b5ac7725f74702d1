# task: corr2d
# expect: error
# layers: any
# attacks: a SyntaxError whose line number is no number of a line (nan)
error = SyntaxError("made up")
error.lineno = float('nan')
error.text, error.filename, error.offset = 7, None, "x"
raise error

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
