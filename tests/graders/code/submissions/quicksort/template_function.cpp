// expect: pass
template <typename T>
void quick_sort(T* a, int lo, int hi)
{
    while (lo < hi) {
        T pivot = a[lo + (hi - lo) / 2];
        int lt = lo, i = lo, gt = hi;
        while (i <= gt) {
            if (a[i] < pivot) std::swap(a[lt++], a[i++]);
            else if (a[i] > pivot) std::swap(a[i], a[gt--]);
            else ++i;
        }
        // recurse into the smaller part only
        if (lt - lo < hi - gt) { quick_sort(a, lo, lt - 1); lo = gt + 1; }
        else { quick_sort(a, gt + 1, hi); hi = lt - 1; }
    }
}
