// task: quicksort
// expect: error
// layers: any
// attacks: an error whose message names a type of a million letters
#include <utility>
template <class A, class B> struct Pair {};
template <int N, class T> struct Grow : Grow<N - 1, Pair<T, T>> {};
template <class T> struct Grow<0, T> { static_assert(sizeof(T) == 0, "no"); typename T::missing x; };
Grow<18, int> grown;
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
