# task: corr2d
# expect: pass
# layers: any
# attacks: a fence of a chat message inside of the code
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))

def example():
    """Used like this:

    ```python
    corr2d(X, K)
    ```
    """
