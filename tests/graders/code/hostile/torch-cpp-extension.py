# task: corr2d
# expect: error
# layers: any
# attacks: compiles C++ and loads it
from torch.utils.cpp_extension import load_inline

print("LEAKED", load_inline("hostile", ["int f() { return 7; }"], functions=["f"]))

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
