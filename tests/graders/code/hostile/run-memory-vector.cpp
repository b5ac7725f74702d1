// task: quicksort
// expect: memory
// layers: any
// attacks: one enormous vector
#include <vector>
#include <utility>

void qsort(int q[], int l, int r) { std::vector<long> giant(1L << 40, q[l]); q[r] = giant.back(); }
