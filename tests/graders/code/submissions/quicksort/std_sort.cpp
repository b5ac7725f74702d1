// expect: forbidden
#include <algorithm>
void quicksort(vector<int>& q, int l, int r) { sort(q.begin() + l, q.begin() + r + 1); }
