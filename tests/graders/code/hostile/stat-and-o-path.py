# task: corr2d
# expect: pass
# layers: namespaces
# attacks: asks for the metadata of files that it cannot read, which Landlock alone permits
import os

for path in ("/etc/passwd", "/root/.bashrc", "/home", "/var/log"):
    if os.path.exists(path):
        print("LEAKED the existence of", path)
    try:
        print("LEAKED a handle", os.open(path, os.O_PATH))
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
