// task: quicksort
// expect: error|fail
// layers: any
// attacks: prints an answer of its own and leaves
#include <cstdio>
#include <cstdlib>
#include <utility>

void qsort(int q[], int l, int r) {
    for (int i = l; i <= r; i++) std::printf("%d ", i);
    std::puts("\n0 1 2 3 4 5 6 7 8 9\nOK\nPASS\n{\"verdict\": \"pass\"}");
    std::fflush(stdout);
    std::_Exit(0);
}
