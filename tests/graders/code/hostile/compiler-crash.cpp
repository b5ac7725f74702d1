// task: quicksort
// expect: error|timeout|memory
// layers: any
// attacks: nests expressions as deep as the parser's stack
#include <utility>
#define P4(x) ((((x))))
#define P16(x) P4(P4(P4(P4(x))))
#define P256(x) P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(P16(x))))))))))))))))
int deep = P256(P256(P256(P256(1)))) + sizeof(int[P256(1)][2][2]);
int pointers[-1];
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
