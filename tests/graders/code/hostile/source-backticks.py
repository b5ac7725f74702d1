# task: corr2d
# expect: error|no-code|pass|fail
# layers: any
# attacks: thousands of fences, quotes and prompts, which slow patterns trip over
x = '''
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
```
``` py
>>> 
    1 | 
&lt;&amp;lt;
'''
def corr2d(X, K):
    return (X.unfold(0, K.shape[0], 1).unfold(1, K.shape[1], 1) * K).sum((2, 3))
