# task: corr2d
# expect: error|fail
# layers: any
# attacks: runs bytecode that no compiler would make
def corr2d(X, K):
    pass

corr2d.__code__ = corr2d.__code__.replace(co_code=b'\x64\xff' * 50 + b'\x53\x00', co_stacksize=1)
