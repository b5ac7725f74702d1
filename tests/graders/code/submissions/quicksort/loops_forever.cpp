// expect: timeout
void quicksort(int q[], int l, int r)
{
    if (l >= r) return;
    int i = l, j = r, x = q[l];
    while (i < j) {
        while (q[i] < x) i++;
        while (q[j] > x) j--;
        swap(q[i], q[j]);
    }
    quicksort(q, l, i - 1);
    quicksort(q, i + 1, r);
}
