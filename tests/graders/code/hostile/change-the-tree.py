# task: corr2d
# expect: pass
# layers: any
# attacks: links, renames, removes and changes modes
import os, sys, torch

own = os.path.join(os.path.dirname(torch.__file__), "__init__.py")  # nothing below would change it, but all of it is refused
facts = os.stat(own)
attacks = (lambda: os.symlink("/etc/passwd", "/tmp/hostile"), lambda: os.link(own, "/tmp/hostile"), lambda: os.mkfifo("/tmp/fifo"),
           lambda: os.chmod(own, facts.st_mode), lambda: os.rename(own, own), lambda: os.unlink("/tmp/fifo"), lambda: os.mkdir("/tmp/folder"),
           lambda: os.truncate(own, facts.st_size), lambda: os.utime(own, ns=(facts.st_atime_ns, facts.st_mtime_ns)), lambda: os.chdir("/"),
           lambda: os.chown(own, facts.st_uid, facts.st_gid), lambda: os.mknod("/tmp/node"), lambda: os.open(own, os.O_WRONLY))
for attack in attacks:
    try:
        attack()
        print("LEAKED a change")
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
