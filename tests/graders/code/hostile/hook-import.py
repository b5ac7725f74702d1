# task: corr2d
# expect: pass|error|fail
# layers: any
# attacks: a finder that answers every import with an empty module
import importlib.machinery, sys, types

class Finder:
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)

    create_module = lambda self, spec: types.ModuleType(spec.name)
    exec_module = lambda self, module: None

sys.meta_path.insert(0, Finder())
sys.path_importer_cache.clear()

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
