# task: corr2d
# expect: fail
# layers: any
# attacks: rewrites the driver's local variables while it runs
import sys

def trace(frame, event, argument):
    if "returned" in frame.f_locals or "error" in frame.f_locals:
        frame.f_locals.update(returned=True, error=None, passed=True)
    return trace

sys.settrace(trace)

def corr2d(X, K):
    return X.new_zeros(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1)
