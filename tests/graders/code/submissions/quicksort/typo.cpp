// expect: error compile-error
void quicksort(vector<int>& nums, int left, int right)
{
    if (left >= right) return;
    int i = left, j = right, pivot = nums[(left + right) / 2];
    while (i <= j) {
        while (nums[i] < pviot) i++;
        while (nums[j] > pivot) j--;
        if (i <= j) swap(nums[i++], nums[j--]);
    }
    quicksort(nums, left, j);
    quicksort(nums, i, right);
}
