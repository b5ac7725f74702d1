# task: corr2d
# expect: memory|error|timeout
# layers: any
# attacks: fills memory to the last byte with small objects, so that nothing is left for the report
def corr2d(X, K):
    head = None
    while True:
        head = (head, object())
