// task: quicksort
// expect: error
// layers: any
// attacks: templates without end
#include <utility>
template <int N> struct Deep { static const int value = Deep<N + 1>::value + 1; };
int deep = Deep<0>::value;
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
