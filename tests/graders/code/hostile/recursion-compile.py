# task: corr2d
# expect: error|memory
# layers: any
# attacks: compiles expressions that nest a hundred thousand levels
import ast

for source in ("-" * 100_000 + "1", "(" * 150 + "1" + ")" * 150, "a" + ".a" * 100_000, "a" + "+a" * 100_000):
    ast.literal_eval(source) if source[0] == "(" else compile(source, "deep", "eval")

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
