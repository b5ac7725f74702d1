# task: corr2d
# expect: timeout
# layers: any
# attacks: answers SIGXCPU with a handler that asks for more time
import resource, signal

def more(*_):
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError:
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))

signal.signal(signal.SIGXCPU, more)

def corr2d(X, K):
    while True:
        pass
