// task: quicksort
// expect: memory|error
// layers: any
// attacks: throws bad_alloc by hand, to be taken for out of memory
#include <new>
#include <utility>

void qsort(int q[], int l, int r) { throw std::bad_alloc(); }
