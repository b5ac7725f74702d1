# task: corr2d
# expect: error|timeout|memory
# layers: any
# attacks: an exception whose traceback has no end
class Evil(ValueError):
    class Trace:
        class tb_frame:
            class f_code:
                co_filename = 'solution.py'
        tb_lineno = 10**9

    __traceback__ = Trace()
    Trace.tb_next = __traceback__

def corr2d(X, K):
    raise Evil("message")
