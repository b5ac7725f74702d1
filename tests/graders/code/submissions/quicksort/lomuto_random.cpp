// expect: pass
#include <iostream>
#include <vector>
#include <cstdlib>
using namespace std;

int partition(vector<int>& nums, int left, int right) {
    int k = left + rand() % (right - left + 1);
    swap(nums[k], nums[right]);
    int pivot = nums[right], i = left;
    for (int j = left; j < right; ++j)
        if (nums[j] < pivot || (nums[j] == pivot && rand() % 2)) swap(nums[i++], nums[j]);
    swap(nums[i], nums[right]);
    return i;
}

void quickSort(vector<int>& nums, int left, int right) {
    if (left >= right) return;
    int p = partition(nums, left, right);
    quickSort(nums, left, p - 1);
    quickSort(nums, p + 1, right);
}

int main() {
    vector<int> a = {3, 1, 2};
    quickSort(a, 0, a.size() - 1);
    sort(a.begin(), a.end());
    for (int x : a) cout << x << " ";
    return 0;
}
