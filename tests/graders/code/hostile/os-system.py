# task: corr2d
# expect: pass
# layers: any
# attacks: starts a shell with os.system, whose failure is only a number
import os

for command in ("echo LEAKED a shell", "cat /etc/passwd | sed s/^/LEAKED/", "env | sed s/^/LEAKED/"):
    os.system(command)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
