# expect: error entry-missing
def regularization(w, l1, l2):
    return l1 * w.abs().sum() + l2 * (w ** 2).sum()
