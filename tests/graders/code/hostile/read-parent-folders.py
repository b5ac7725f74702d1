# task: corr2d
# expect: pass
# layers: any
# attacks: climbs from the folders it may read to those it may not
import os, torch

place = os.path.dirname(torch.__file__)
for _ in range(12):
    place = os.path.join(place, "..")
    for path in (place, os.path.join(place, "graders"), os.path.join(place, "etc/passwd"), os.path.join(place, ".env")):
        try:
            print("LEAKED", path, os.listdir(path) if os.path.isdir(path) else open(path).read(99))
        except OSError:
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
