# task: corr2d
# expect: pass
# layers: any
# attacks: tries every way of subprocess, forgives every refusal
import subprocess, sys

for argv, shell in ((["/bin/true"], False), ("echo hello", True), ([sys.executable, "-c", "print(1)"], False)):
    for options in ({}, {"close_fds": False}, {"start_new_session": True}, {"user": 0}, {"preexec_fn": print}):
        try:
            print("LEAKED", subprocess.check_output(argv, shell=shell, **options))
        except (OSError, subprocess.SubprocessError):
            pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
