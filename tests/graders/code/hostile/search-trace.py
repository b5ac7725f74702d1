# task: corr2d
# expect: pass
# layers: any
# attacks: traces every function of the driver and looks at its local variables
import sys

def trace(frame, event, argument):
    for key in list(frame.f_locals):
        if key in ("expected", "reference", "oracle"):
            print("LEAKED", key)
    return trace

sys.settrace(trace)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
