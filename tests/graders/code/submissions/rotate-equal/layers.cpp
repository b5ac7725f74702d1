// expect: pass
vector<vector<int>> rotate(vector<vector<int>>& a) {
    int n = a.size();
    vector<vector<int>> b(n, vector<int>(n));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) b[j][n - 1 - i] = a[i][j];
    return b;
}

bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    if (A.size() != B.size()) return false;
    vector<vector<int>> cur = A;
    for (int k = 0; k < 4; k++) {
        if (cur == B) return true;
        cur = rotate(cur);
    }
    return false;
}
