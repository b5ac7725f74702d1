// expect: fail duplicates-dropped
vector<int> quicksort(vector<int> v)
{
    if (v.empty()) return v;
    int p = v[v.size() / 2];
    vector<int> l, r;
    for (int x : v) { if (x < p) l.push_back(x); if (x > p) r.push_back(x); }
    l = quicksort(l); r = quicksort(r);
    l.push_back(p);
    l.insert(l.end(), r.begin(), r.end());
    return l;
}
