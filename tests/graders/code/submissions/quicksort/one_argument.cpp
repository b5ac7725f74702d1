// expect: pass
static void sort(vector<int>& a, int l, int r)
{
    if (l >= r) return;
    int x = a[l + r >> 1], i = l - 1, j = r + 1;
    while (i < j) {
        while (a[++i] < x);
        while (a[--j] > x);
        if (i < j) swap(a[i], a[j]);
    }
    sort(a, l, j);
    sort(a, j + 1, r);
}

void quickSort(vector<int>& a)
{
    cout << "sorting " << a.size() << endl;
    sort(a, 0, (int)a.size() - 1);
}
