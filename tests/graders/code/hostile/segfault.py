# task: corr2d
# expect: error
# layers: any
# attacks: reads address zero
import ctypes

def corr2d(X, K):
    ctypes.string_at(0)
