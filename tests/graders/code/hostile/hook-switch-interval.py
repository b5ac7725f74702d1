# task: corr2d
# expect: pass|fail
# layers: any
# attacks: changes the interpreter's settings
import gc, sys, warnings

sys.setswitchinterval(1e-9)
sys.set_int_max_str_digits(0)
sys.path.clear()
sys.argv = None
gc.set_threshold(0)
gc.set_debug(gc.DEBUG_STATS)
warnings.simplefilter("error")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
