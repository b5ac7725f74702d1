# task: corr2d
# expect: memory
# layers: any
# attacks: doubles a string
def corr2d(X, K):
    text = "hostile"
    while True:
        text += text
