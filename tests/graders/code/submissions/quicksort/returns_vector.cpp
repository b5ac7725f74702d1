// expect: pass
#include <bits/stdc++.h>
using namespace std;

// functional style, three parts
vector<int> quicksort(vector<int> v)
{
    if (v.size() <= 1) return v;
    int pivot = v[v.size() / 2];
    vector<int> small, same, large;
    for (int x : v) (x < pivot ? small : x == pivot ? same : large).push_back(x);
    small = quicksort(small);
    large = quicksort(large);
    small.insert(small.end(), same.begin(), same.end());
    small.insert(small.end(), large.begin(), large.end());
    return small;
}
