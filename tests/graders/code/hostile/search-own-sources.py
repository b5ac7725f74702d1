# task: corr2d
# expect: pass
# layers: any
# attacks: reads the project's sources through everything that reads sources
import inspect, linecache, os, pkgutil, sys, tokenize

for name, module in list(sys.modules.items()):
    if name.split(".")[0] in ("graders", "knowledge", "bot"):
        folders = list(getattr(module, "__path__", ()))
        files = [module.__file__] if getattr(module, "__file__", None) else []
        files += [os.path.join(folder, rest) for folder in folders for rest in ("tasks/corr2d.py", "code/tasks/corr2d.py", "tasks/__init__.py")]
        ways = [lambda: inspect.getsource(module), lambda: module.__loader__.get_source(name), lambda: module.__spec__.loader.get_code(name)]
        ways += [lambda file=file: linecache.getlines(file) or 1 // 0 for file in files]
        ways += [lambda file=file: module.__loader__.get_data(file) for file in files]
        ways += [lambda file=file: tokenize.open(file).read() for file in files]
        ways += [lambda folder=folder: os.listdir(folder) for folder in folders]
        for way in ways:
            try:
                print("LEAKED", name, str(way())[:80])
            except Exception:
                pass

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
