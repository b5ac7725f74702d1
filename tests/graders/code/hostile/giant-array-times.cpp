// task: quicksort
// expect: error|memory|timeout
// layers: any
// attacks: arrays in arrays, larger than an address
#include <utility>
static char giant[1UL << 62];
char *place = giant + (1UL << 61);
void qsort(int q[], int l, int r) {
    if (l >= r) return;
    int i = l - 1, j = r + 1, x = q[(l + r) / 2];
    while (i < j) {
        do i++; while (q[i] < x);
        do j--; while (q[j] > x);
        if (i < j) std::swap(q[i], q[j]);
    }
    qsort(q, l, j), qsort(q, j + 1, r);
}
