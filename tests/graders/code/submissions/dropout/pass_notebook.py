# expect: pass
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.arange(8.).reshape(2, 4)
print(x)

def dropout(x, p, training):
    if p == 1 and training: return torch.zeros_like(x)
    if training:
        return x * torch.rand(x.shape).ge(p) / (1 - p)
    else:
        return x

print(dropout(x, 0.5, True))

if __name__ == '__main__':
    print(nn.Dropout(0.5)(x), F.dropout(x, 0.5, True))
