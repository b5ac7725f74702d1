// task: quicksort
// expect: error
// layers: any
// attacks: aborts
#include <cstdlib>
#include <utility>

void qsort(int q[], int l, int r) { std::abort(); }
