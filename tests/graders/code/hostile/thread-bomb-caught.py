# task: corr2d
# expect: pass
# layers: any
# attacks: starts threads, forgives every refusal
import _thread, time

for _ in range(1000):
    try:
        _thread.start_new_thread(time.sleep, (60,))
        print("LEAKED a thread")
    except RuntimeError:
        pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
