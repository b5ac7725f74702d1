# task: corr2d
# expect: timeout
# layers: any
# attacks: one enormous power, which no signal handler of Python's interrupts
def corr2d(X, K):
    base, exponent = 7, 10**8
    return base**exponent % 10
