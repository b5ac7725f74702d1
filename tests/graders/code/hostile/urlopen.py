# task: corr2d
# expect: error
# layers: any
# attacks: fetches a page
import urllib.request

print("LEAKED", urllib.request.urlopen("http://169.254.169.254/latest/meta-data/", timeout=2).read())

def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
