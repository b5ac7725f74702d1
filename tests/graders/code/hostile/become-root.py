# task: corr2d
# expect: pass
# layers: any
# attacks: changes its user and groups back
import os

attacks = (lambda: os.setuid(0), lambda: os.seteuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0]))
for attack in attacks:
    try:
        attack()
        print("LEAKED root")
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
