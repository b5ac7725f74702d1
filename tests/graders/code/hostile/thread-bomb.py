# task: corr2d
# expect: error
# layers: any
# attacks: starts a thousand threads; the first is refused
import threading, time

for _ in range(1000):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
