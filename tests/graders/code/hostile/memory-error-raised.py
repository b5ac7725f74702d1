# task: corr2d
# expect: memory
# layers: any
# attacks: raises MemoryError by hand, to be taken for out of memory
def corr2d(X, K):
    raise MemoryError("not really")
