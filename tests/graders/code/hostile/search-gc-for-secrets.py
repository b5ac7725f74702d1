# task: corr2d
# expect: pass
# layers: any
# attacks: looks through all dictionaries for the judge's secrets
import gc

gc.unfreeze()
names = {"MIANJING_" + "CANARY", "DATABASE_" + "URL", "BOT_" + "TOKEN", "expected_" + "values"}
for thing in gc.get_objects():
    if type(thing) is dict and thing is not globals():
        for key in list(thing):
            if isinstance(key, str) and key in names:
                print("LEAKED", key, thing[key])

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
