// expect: error cpp-out-of-bounds
void quicksort(vector<int>& a, int l, int r)
{
    if (l >= r) return;
    int x = a[r + 1], i = l, j = r;
    while (i < j) {
        while (i < j && a[i] < x) i++;
        while (i < j && a[j] > x) j--;
        swap(a[i], a[j]);
    }
    quicksort(a, l, i - 1);
    quicksort(a, i + 1, r);
}
