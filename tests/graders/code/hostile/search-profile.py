# task: corr2d
# expect: pass
# layers: any
# attacks: profiles every call for what it returns
import sys

def profile(frame, event, argument):
    if event == "return" and isinstance(argument, dict) and "expected" in argument:
        print("LEAKED", argument["expected"])

sys.setprofile(profile)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
