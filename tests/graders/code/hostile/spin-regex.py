# task: corr2d
# expect: timeout
# layers: any
# attacks: catastrophic backtracking in re
import re

def corr2d(X, K):
    re.match(r"(a*)*(a|aa)+$", "a" * 60 + "!")
    return re.match(r"((a+)+)+$", "a" * 60 + "!")
