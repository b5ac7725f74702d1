# task: corr2d
# expect: timeout
# layers: any
# attacks: quadratic conversion of an enormous integer to decimal digits
import sys

sys.set_int_max_str_digits(0)

def corr2d(X, K):
    return str(1 << (1 << 26))
