# task: corr2d
# expect: error
# layers: any
# attacks: raises an exception that `except Exception` does not catch
class Worst(BaseException):
    pass

def corr2d(X, K):
    raise Worst('\ud800 {0} %s')
