# task: corr2d
# expect: error
# layers: any
# attacks: reads /etc/passwd
print("LEAKED", open("/etc/passwd").read())

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
