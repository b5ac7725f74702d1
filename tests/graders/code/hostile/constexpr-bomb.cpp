// task: quicksort
// expect: error|timeout|memory
// layers: any
// attacks: has the compiler compute for hours
#include <utility>
constexpr long spin(long n) { return n < 2 ? n : spin(n - 1) + spin(n - 2); }
constexpr long spun = spin(60);
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
