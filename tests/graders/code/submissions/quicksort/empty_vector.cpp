// expect: fail empty-list-raises
vector<int> quicksort(vector<int> v)
{
    int p = v.front();
    if (v.size() == 1) return v;
    vector<int> l, m, r;
    for (int x : v) (x < p ? l : x > p ? r : m).push_back(x);
    if (!l.empty()) l = quicksort(l);
    if (!r.empty()) r = quicksort(r);
    l.insert(l.end(), m.begin(), m.end());
    l.insert(l.end(), r.begin(), r.end());
    return l;
}
