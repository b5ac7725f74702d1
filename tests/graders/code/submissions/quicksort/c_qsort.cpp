// expect: forbidden
#include <stdlib.h>
int cmp(const void* a, const void* b) { return *(int*)a < *(int*)b ? -1 : *(int*)a > *(int*)b; }
void quick_sort(int q[], int l, int r) { qsort(q + l, r - l + 1, sizeof(int), cmp); }
