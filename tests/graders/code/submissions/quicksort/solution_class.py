# expect: pass
class Solution:
    def quickSort(self, nums):
        def sort(l, r):
            while l < r:
                i, j, x = l, r, nums[(l + r) // 2]
                while i <= j:
                    while nums[i] < x: i += 1
                    while nums[j] > x: j -= 1
                    if i <= j:
                        nums[i], nums[j] = nums[j], nums[i]
                        i += 1; j -= 1
                if j - l < r - i:
                    sort(l, j)
                    l = i
                else:
                    sort(i, r)
                    r = j
        sort(0, len(nums) - 1)
        return nums
