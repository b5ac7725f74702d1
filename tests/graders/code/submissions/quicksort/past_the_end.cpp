// expect: error cpp-out-of-bounds
// <= runs past the end when the pivot is the largest
void quicksort(int a[], int l, int r)
{
    if (l >= r) return;
    int x = a[l], i = l, j = r + 1;
    while (true) {
        while (a[++i] <= x);
        while (a[--j] > x);
        if (i >= j) break;
        swap(a[i], a[j]);
    }
    swap(a[l], a[j]);
    quicksort(a, l, j - 1);
    quicksort(a, j + 1, r);
}
