// expect: pass
int rotate_equal(const vector<vector<int>> &A, const vector<vector<int>> &B)
{
    const int n = A.size();
    if (n != (int)B.size()) return 0;
    bool ok[4] = {true, true, true, true};
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            int v = A[i][j];
            ok[0] &= v == B[i][j];
            ok[1] &= v == B[j][n - 1 - i];
            ok[2] &= v == B[n - 1 - i][n - 1 - j];
            ok[3] &= v == B[n - 1 - j][i];
        }
    return ok[0] || ok[1] || ok[2] || ok[3];
}
