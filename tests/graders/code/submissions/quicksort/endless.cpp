// expect: error part-never-smaller
// pivot q[l] and the parts l..i-1, i..r: endless on sorted pairs
void qsort(int q[], int l, int r)
{
    if (l >= r) return;
    int i = l - 1, j = r + 1, x = q[l];
    while (i < j)
    {
        do i++; while (q[i] < x);
        do j--; while (q[j] > x);
        if (i < j) swap(q[i], q[j]);
    }
    qsort(q, l, i - 1);
    qsort(q, i, r);
}
