# expect: pass
def count_ways(weights, capacity):
    f = [0] * (capacity + 1)
    f[0] = 1
    for weight in weights:
        for j in reversed(range(capacity + 1)):
            f[j] = sum(f[j - k * weight] for k in range(j // weight + 1))
    return f[capacity]
