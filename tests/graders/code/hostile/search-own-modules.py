# task: corr2d
# expect: pass
# layers: any
# attacks: imports the project, which holds the references
import importlib, sys

for name in ("graders.code.tasks.corr2d", "graders.code.tasks", "graders.code.tasks.contract", "graders.code.judge", "graders.code.expected",
             "graders.code.compare", "graders.code.source", "graders.answers", "knowledge", "knowledge.models", "bot", "bot.main"):
    try:
        print("LEAKED", importlib.import_module(name))
    except Exception:
        pass
for name in sys.modules:
    if name.startswith(("graders.code.tasks", "graders.code.expected", "graders.code.judge", "knowledge", "bot.")):
        print("LEAKED", name)

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
