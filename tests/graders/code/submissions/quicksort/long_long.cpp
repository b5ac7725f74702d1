// expect: pass
#include<bits/stdc++.h>
#define int long long
using namespace std;
const int N = 1e5 + 10;
int n, a[N];
void quicksort(int q[], int l, int r){
    if(l >= r) return;
    int i = l - 1, j = r + 1, x = q[l + (r - l) / 2];
    while(i < j){
        do i++; while(q[i] < x);
        do j--; while(q[j] > x);
        if(i < j){ int t = q[i]; q[i] = q[j]; q[j] = t; }
    }
    quicksort(q, l, j), quicksort(q, j + 1, r);
}
signed main(){
    cin >> n;
    for(int i = 0; i < n; i++) cin >> a[i];
    quicksort(a, 0, n - 1);
    for(int i = 0; i < n; i++) cout << a[i] << ' ';
    return 0;
}
