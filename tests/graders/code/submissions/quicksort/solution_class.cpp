// expect: pass
class Solution {
public:
    void quick_sort(vector<int>& q, int l, int r) {
        if (l >= r) return;
        int x = q[(l + r) / 2], i = l, j = r;
        while (i <= j) {
            while (q[i] < x) i++;
            while (q[j] > x) j--;
            if (i <= j) { swap(q[i], q[j]); i++; j--; }
        }
        if (l < j) quick_sort(q, l, j);
        if (i < r) quick_sort(q, i, r);
    }
};
