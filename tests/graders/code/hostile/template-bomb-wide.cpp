// task: quicksort
// expect: error|timeout|memory
// layers: any
// attacks: two to the hundredth different templates, a hundred deep
#include <utility>
template <int N, unsigned long Path> struct Wide {
    static const int value = Wide<N - 1, Path * 2>::value + Wide<N - 1, Path * 2 + 1>::value;
};
template <unsigned long Path> struct Wide<0, Path> { static const int value = 1; };
int wide = Wide<100, 1>::value;
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
