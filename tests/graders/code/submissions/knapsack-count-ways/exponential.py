# expect: timeout
def count_ways(weights, capacity):
    if capacity == 0:
        return 1
    if capacity < 0 or not weights:
        return 0
    return count_ways(weights, capacity - weights[0]) + count_ways(weights[1:], capacity)
