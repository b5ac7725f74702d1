// task: quicksort
// expect: error
// layers: any
// attacks: ends the program with success
#include <cstdlib>
#include <utility>

void qsort(int q[], int l, int r) { std::exit(0); }
