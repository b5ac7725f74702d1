# task: corr2d
# expect: error
# layers: any
# attacks: raises the exception by which the driver learns that a result is too large
import sys

wire = sys.modules.get('graders.code.sandbox.wire')

def corr2d(X, K):
    raise getattr(wire, 'TooMuchError', ValueError)('too much')
