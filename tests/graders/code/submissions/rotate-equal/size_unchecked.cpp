// expect: fail raises-on-sizes
bool rotateEqual(vector<vector<int>>& A, vector<vector<int>>& B) {
    int n = A.size();
    for (int k = 0; k < 4; k++) {
        bool same = true;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                int x = k == 0 ? A[i][j] : k == 1 ? A[n - 1 - j][i] : k == 2 ? A[n - 1 - i][n - 1 - j] : A[j][n - 1 - i];
                if (x != B[i][j]) same = false;
            }
        if (same) return true;
    }
    return false;
}
