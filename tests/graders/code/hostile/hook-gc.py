# task: corr2d
# expect: timeout|pass
# layers: any
# attacks: a callback of the garbage collector that never returns
import gc

def spin(phase, info):
    while True:
        pass

gc.callbacks.append(spin)
gc.set_threshold(1)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
