// task: quicksort
// expect: error|pass
// layers: any
// attacks: two thousand messages of the preprocessor
#include <utility>
#define M _Pragma("message \"LOUD LOUD LOUD LOUD LOUD LOUD LOUD LOUD\"")
#define M10 M M M M M M M M M M
#define M100 M10 M10 M10 M10 M10 M10 M10 M10 M10 M10
M100 M100 M100 M100 M100 M100 M100 M100 M100 M100
M100 M100 M100 M100 M100 M100 M100 M100 M100 M100
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
