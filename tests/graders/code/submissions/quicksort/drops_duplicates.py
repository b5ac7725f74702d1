# expect: fail duplicates-dropped
def quick_sort(nums):
    if len(nums) < 2:
        return nums
    mid = nums[len(nums) // 2]
    left, right = [], []
    for n in nums:
        if n < mid:
            left.append(n)
        elif n > mid:
            right.append(n)
    return quick_sort(left) + [mid] + quick_sort(right)
