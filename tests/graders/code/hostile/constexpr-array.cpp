// task: quicksort
// expect: error|timeout|memory
// layers: any
// attacks: an initialised array of 4 GB in the program's file
#include <utility>
int giant[1 << 30] = {1};
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
int *first = giant;
