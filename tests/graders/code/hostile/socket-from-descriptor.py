# task: corr2d
# expect: pass
# layers: any
# attacks: takes any inherited descriptor for a socket
import os, socket, stat

for number in range(1024):
    try:
        mode = os.fstat(number).st_mode
        if number > 4 and not stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            print("LEAKED descriptor", number, os.fstat(number))
        inherited = socket.socket(fileno=number)
        print("LEAKED a socket", inherited)
        inherited.detach()
    except OSError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
