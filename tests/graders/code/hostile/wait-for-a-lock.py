# task: corr2d
# expect: timeout
# layers: any
# attacks: takes a lock twice
import threading

def corr2d(X, K):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
