# task: corr2d
# expect: timeout
# layers: any
# attacks: forgives everything that could end its loop
def corr2d(X, K):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
        finally:
            continue
