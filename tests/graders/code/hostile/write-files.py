# task: corr2d
# expect: pass
# layers: any
# attacks: writes files in every folder that others may write to
import os, pathlib, sys, tempfile, torch

folders = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", os.path.expanduser("~"), os.path.dirname(torch.__file__), sys.prefix, "/dev"]
for folder in folders:
    for mode in ("w", "a", "x", "r+"):
        try:
            with open(f"{folder}/hostile-{os.getpid()}", mode) as file:
                print("LEAKED a file", folder, file.write("x"))
        except OSError:
            pass
try:
    print("LEAKED", tempfile.mkdtemp())
except OSError:
    pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
