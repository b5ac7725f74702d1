// task: quicksort
// expect: error|memory
// layers: any
// attacks: kills itself, to be taken for out of time or memory
#include <csignal>
#include <utility>

void qsort(int q[], int l, int r) { std::raise(SIGKILL); }
