# task: corr2d
# expect: error
# layers: any
# attacks: reads what nobody types: standard input is at its end
def corr2d(X, K):
    size = int(input("size? "))
