// task: quicksort
// expect: memory
// layers: any
// attacks: takes memory without end
#include <vector>
#include <utility>

void qsort(int q[], int l, int r) {
    std::vector<char *> hoard;
    while (true) {
        hoard.push_back(new char[1 << 20]);
        hoard.back()[0] = q[l];
    }
}
