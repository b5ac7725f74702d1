# expect: pass
import random
from typing import List


def partition(nums: List[int], lo: int, hi: int):
    pivot = nums[random.randint(lo, hi)]
    lt, i, gt = lo, lo, hi
    while i <= gt:
        if nums[i] < pivot:
            nums[lt], nums[i] = nums[i], nums[lt]
            lt += 1
            i += 1
        elif nums[i] > pivot:
            nums[gt], nums[i] = nums[i], nums[gt]
            gt -= 1
        else:
            i += 1
    return lt, gt


def quick_sort(nums: List[int], lo: int, hi: int) -> None:
    if lo < hi:
        lt, gt = partition(nums, lo, hi)
        quick_sort(nums, lo, lt - 1)
        quick_sort(nums, gt + 1, hi)
