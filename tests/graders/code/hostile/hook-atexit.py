# task: corr2d
# expect: pass
# layers: any
# attacks: registers what runs at the interpreter's end, and would spin there
import atexit, sys, threading

def spin(*_):
    while True:
        pass

atexit.register(spin)
threading._register_atexit(spin)
sys.excepthook = sys.unraisablehook = sys.displayhook = threading.excepthook = spin

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
