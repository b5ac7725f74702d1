# task: corr2d
# expect: error
# layers: any
# attacks: starts a program with subprocess
import subprocess

print("LEAKED", subprocess.run(["/usr/bin/env"], capture_output=True).stdout)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
