# task: corr2d
# expect: fail
# layers: any
# attacks: returns a list of thirty lines whose printed form has 2^30 elements
def corr2d(X, K):
    value = [0.0]
    for _ in range(15):
        value = [value, value, value, value]
    return value
