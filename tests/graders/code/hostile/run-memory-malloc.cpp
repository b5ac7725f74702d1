// task: quicksort
// expect: memory|error
// layers: any
// attacks: writes to what malloc refused
#include <cstdlib>
#include <cstring>
#include <utility>

void qsort(int q[], int l, int r) {
    for (;;) {
        char *more = (char *)std::malloc(1 << 24);
        std::memset(more, q[l], 1 << 24);
    }
}
