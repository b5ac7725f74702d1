# expect: pass
import torch

class Solution:
    def conv2d(self, x, weight, bias=None, stride=1, padding=0):
        outputs = []
        for image in x:
            outputs.append(self.one_image(image, weight, bias, stride, padding))
        return torch.stack(outputs)

    def one_image(self, image, weight, bias, s, p):
        C, H, W = image.shape
        padded = torch.zeros(C, H + 2 * p, W + 2 * p).to(image)
        padded[:, p:p + H, p:p + W] = image
        maps = []
        for o, kernel in enumerate(weight):
            m = self.corr2d(padded, kernel, s)
            maps.append(m if bias is None else m + bias[o])
        return torch.stack(maps)

    @staticmethod
    def corr2d(image, kernel, s):
        _, h, w = kernel.shape
        return torch.stack([
            torch.stack([(image[:, i:i + h, j:j + w] * kernel).sum() for j in range(0, image.shape[2] - w + 1, s)])
            for i in range(0, image.shape[1] - h + 1, s)
        ])
