# task: corr2d
# expect: error
# layers: any
# attacks: starts a process with multiprocessing
import multiprocessing

worker = multiprocessing.get_context("fork").Process(target=print, args=("LEAKED a process",))
worker.start()
worker.join()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
