# task: corr2d
# expect: timeout
# layers: any
# attacks: sleeps again and again, ignoring SIGTERM, SIGALRM and SIGINT
import signal, time

for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
while True:
    time.sleep(0.01)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
